import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { get } from '../api/http'
import { isSignedOut } from '../api/problem'
import type { Page, TimelineEntry } from '../api/types'
import { endSession } from '../shell/session'
import { type Snapshot, type Source, TimelineFeed } from './feed'

export function useTimeline(incident: string): Snapshot & { check: () => void } {
  const feed = useMemo(() => new TimelineFeed(sourceOf(incident)), [incident])
  const snapshot = useSyncExternalStore(feed.subscribe, feed.now)
  const { problem } = snapshot

  useEffect(() => {
    const check = () => void feed.check()
    window.addEventListener('online', check)
    document.addEventListener('visibilitychange', check)
    return () => {
      window.removeEventListener('online', check)
      document.removeEventListener('visibilitychange', check)
    }
  }, [feed])
  useEffect(() => {
    if (problem !== null && isSignedOut(problem)) endSession()
  }, [problem])

  return { ...snapshot, check: () => void feed.check() }
}

function sourceOf(incident: string): Source {
  const base = `/api/incidents/${encodeURIComponent(incident)}/timeline`
  return {
    read: (after) => get<Page<TimelineEntry>>(`${base}${from(after)}`),
    open: (after) => new EventSource(`${base}/stream${from(after)}`),
  }
}

function from(after: number | null): string {
  return after === null ? '' : `?after=${after}`
}
