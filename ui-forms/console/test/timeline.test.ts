import { describe, expect, it } from 'vitest'
import { entry } from '../e2e/fixture/company'
import type { TimelineEntry } from '../src/api/types'
import { brokenLinks, empty, gaps, merge, readUpTo } from '../src/timeline/timeline'

const line = (...seqs: number[]): TimelineEntry[] =>
  seqs.map((seq) => entry(seq, 'note', 'ravi', `Entry ${seq}`))
const seqs = (timeline: { entries: readonly TimelineEntry[] }) => timeline.entries.map(({ seq }) => seq)

describe('merging', () => {
  it('puts entries into order and keeps each once', () => {
    expect(seqs(merge(merge(empty, line(1, 3)), line(3, 2)))).toEqual([1, 2, 3])
  })

  it('changes nothing, not even the object, when nothing is new', () => {
    const timeline = merge(empty, line(1, 2))
    expect(merge(timeline, line(2, 1))).toBe(timeline)
  })

  it('keeps the first of two entries with one number, and tells of the other', () => {
    const [first] = line(1)
    const forged = { ...(first as TimelineEntry), sentence: 'Something else', hash: 'sha256:ff' }
    const timeline = merge(merge(empty, line(1)), [forged])
    expect(timeline.entries[0]?.sentence).toBe('Entry 1')
    expect(timeline.altered).toEqual([1])
  })
})

describe('gaps', () => {
  it('are found in the middle and at the beginning', () => {
    expect(gaps(merge(empty, line(3, 4, 7)))).toEqual([
      { from: 1, to: 2 },
      { from: 5, to: 6 },
    ])
  })

  it('do not arise from a numbering that starts at 0 or 1', () => {
    expect(gaps(merge(empty, line(0, 1)))).toEqual([])
    expect(gaps(merge(empty, line(1, 2)))).toEqual([])
  })

  it('are where reading goes on', () => {
    expect(readUpTo(empty)).toBeNull()
    expect(readUpTo(merge(empty, line(1, 2, 5)))).toBe(2)
    expect(readUpTo(merge(empty, line(4, 5)))).toBeNull()
    expect(readUpTo(merge(empty, line(1, 2)))).toBe(2)
  })
})

describe('the chain', () => {
  it('holds for honest entries, across a gap too', () => {
    expect(brokenLinks(merge(empty, line(1, 2, 5, 6)))).toEqual([])
  })

  it('is broken where an entry does not name the hash before it', () => {
    const [one, two] = line(1, 2) as [TimelineEntry, TimelineEntry]
    expect(brokenLinks(merge(empty, [one, { ...two, previousHash: 'sha256:00' }]))).toEqual([2])
  })
})
