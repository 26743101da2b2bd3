import { Button, SkeletonText } from '@carbon/react'
import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '../api/problem'
import { count } from '../ui/format'
import { ProblemNotice } from '../ui/ProblemNotice'
import { Section } from '../ui/Section'
import { EntryLine } from './EntryLine'
import type { Line } from './feed'
import { TimelineWarnings } from './TimelineWarnings'
import type { useTimeline } from './useTimeline'

const LINES: Record<Line, string> = { reading: 'reading …', live: '● live', reconnecting: '○ reconnecting …' }

export function TimelinePanel({ feed }: { feed: ReturnType<typeof useTimeline> }) {
  const { timeline, line, problem, ready, check } = feed
  const { entries } = timeline
  const list = useRef<HTMLOListElement>(null)
  const { atEnd, onScroll, toEnd } = useEnd(list, entries.length)

  return (
    <Section
      title="Timeline"
      className="timeline"
      note={
        <>
          {count(entries.length, 'entry', 'entries')} · <span aria-live="polite">{LINES[line]}</span>
        </>
      }
    >
      {problem && (
        <ProblemNotice failure={new ProblemError(problem)} what="Cannot read the timeline" retry={check} />
      )}
      <TimelineWarnings timeline={timeline} ready={ready} />
      {!ready && entries.length === 0 && !problem && <SkeletonText paragraph lineCount={6} />}
      {/* it scrolls, so the keyboard must reach it */}
      <ol className="entries" ref={list} onScroll={onScroll} tabIndex={0} aria-label="Timeline, newest last">
        {entries.map((entry) => (
          <EntryLine key={entry.seq} entry={entry} />
        ))}
      </ol>
      {!atEnd && (
        <Button size="sm" kind="secondary" className="to-end" onClick={toEnd}>
          To the newest
        </Button>
      )}
    </Section>
  )
}

/** Follows the end while the reader is at the end, and leaves them alone while they read further up. */
function useEnd(list: React.RefObject<HTMLOListElement | null>, length: number) {
  const [atEnd, setAtEnd] = useState(true)

  const toEnd = () => {
    const box = list.current
    if (box) box.scrollTop = box.scrollHeight
    setAtEnd(true)
  }
  useEffect(() => {
    const box = list.current
    if (box && atEnd) box.scrollTop = box.scrollHeight
  }, [list, length, atEnd])

  const onScroll = () => {
    const box = list.current
    if (box) setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < 40)
  }
  return { atEnd, onScroll, toEnd }
}
