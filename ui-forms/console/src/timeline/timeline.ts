import type { TimelineEntry } from '../api/types'

/** What has arrived of one incident's timeline: ascending, each seq once. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[]
  /** Entries that arrived a second time with another hash. That must never happen, and is said loudly. */
  readonly altered: readonly number[]
}

export interface Gap {
  readonly from: number
  readonly to: number
}

export const empty: Timeline = { entries: [], altered: [] }

export function merge(timeline: Timeline, arrived: readonly TimelineEntry[]): Timeline {
  const known = new Map(timeline.entries.map((entry) => [entry.seq, entry]))
  const fresh = arrived.filter((entry) => !known.has(entry.seq))
  const altered = arrived.filter((entry) => (known.get(entry.seq)?.hash ?? entry.hash) !== entry.hash)
  if (fresh.length === 0 && altered.length === 0) return timeline
  for (const entry of fresh) known.set(entry.seq, entry)
  return {
    entries: [...known.values()].toSorted((a, b) => a.seq - b.seq),
    altered: [...new Set([...timeline.altered, ...altered.map((entry) => entry.seq)])],
  }
}

/** Where entries are missing. The first entry is 0 or 1: anything later means that the beginning did not arrive. */
export function gaps({ entries }: Timeline): Gap[] {
  const first = entries[0]
  if (first === undefined) return []
  const found: Gap[] = first.seq > 1 ? [{ from: 1, to: first.seq - 1 }] : []
  for (const [before, after] of pairs(entries)) {
    if (after.seq > before.seq + 1) found.push({ from: before.seq + 1, to: after.seq - 1 })
  }
  return found
}

/** The seq up to which nothing is missing: where reading goes on. Null: from the beginning. */
export function readUpTo(timeline: Timeline): number | null {
  const gap = gaps(timeline)[0]
  if (gap !== undefined) return gap.from > 1 ? gap.from - 1 : null
  return timeline.entries.at(-1)?.seq ?? null
}

/** Neighbours whose hashes do not join, by the seq of the later one. */
export function brokenLinks({ entries }: Timeline): number[] {
  return pairs(entries)
    .filter(([before, after]) => after.seq === before.seq + 1 && after.previousHash !== before.hash)
    .map(([, after]) => after.seq)
}

function pairs(entries: readonly TimelineEntry[]): [TimelineEntry, TimelineEntry][] {
  return entries.slice(1).map((entry, index) => [entries[index] as TimelineEntry, entry])
}
