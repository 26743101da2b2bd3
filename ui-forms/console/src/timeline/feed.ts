import { type Problem, problemOf } from '../api/problem'
import type { Page, TimelineEntry } from '../api/types'
import { empty, gaps, merge, readUpTo, type Timeline } from './timeline'

export interface Source {
  read(after: number | null): Promise<Page<TimelineEntry>>
  open(after: number | null): EventSource
}

export interface Pace {
  /** Wait before the first reopening, in ms; doubles up to `slowest`. */
  reopen: number
  slowest: number
  /** How often the stream is checked against a plain read, in ms. */
  check: number
}

export type Line = 'reading' | 'live' | 'reconnecting'

export interface Snapshot {
  readonly timeline: Timeline
  readonly line: Line
  readonly problem: Problem | null
  /** Whether everything up to now has been read once. */
  readonly ready: boolean
}

const PACE: Pace = { reopen: 1_000, slowest: 30_000, check: 30_000 }

/**
 * One incident's timeline, live. The stream is fast, the plain read is the truth: whenever the stream opens, breaks, skips a
 * number or has been quiet for a while, what is missing is read.
 */
export class TimelineFeed {
  private snapshot: Snapshot = { timeline: empty, line: 'reading', problem: null, ready: false }
  private readonly readers = new Set<() => void>()
  private stream: EventSource | undefined
  private reopening: ReturnType<typeof setTimeout> | undefined
  private checking: ReturnType<typeof setInterval> | undefined
  private reading: Promise<void> | undefined
  private again = false
  private failures = 0
  private readonly source: Source
  private readonly pace: Pace

  constructor(source: Source, pace: Pace = PACE) {
    this.source = source
    this.pace = pace
  }

  readonly now = (): Snapshot => this.snapshot

  /** Runs while anybody reads. */
  readonly subscribe = (reader: () => void): (() => void) => {
    this.readers.add(reader)
    if (this.readers.size === 1) this.start()
    return () => {
      this.readers.delete(reader)
      if (this.readers.size === 0) this.stop()
    }
  }

  readonly check = async (): Promise<void> => {
    const before = this.snapshot.timeline.entries.length
    await this.catchUp()
    const streamMissedSome = before > 0 && this.snapshot.timeline.entries.length > before
    if (streamMissedSome && this.snapshot.line === 'live' && this.readers.size > 0) this.connect()
  }

  private start(): void {
    this.checking = setInterval(() => void this.check(), this.pace.check)
    void this.resume()
  }

  private stop(): void {
    clearInterval(this.checking)
    clearTimeout(this.reopening)
    this.stream?.close()
    this.stream = undefined
  }

  private async resume(): Promise<void> {
    await this.catchUp()
    if (this.readers.size === 0) return
    if (this.snapshot.ready) this.connect()
    else this.reopenLater()
  }

  private connect(): void {
    this.stream?.close()
    const stream = this.source.open(readUpTo(this.snapshot.timeline))
    this.stream = stream
    stream.addEventListener('open', () => {
      this.failures = 0
      this.show({ line: 'live' })
      void this.catchUp()
    })
    stream.addEventListener('message', (message: MessageEvent<string>) => this.hear(message.data))
    stream.addEventListener('error', () => {
      if (this.stream !== stream) return
      this.show({ line: 'reconnecting' })
      // The browser reconnects by itself after a cut; after a refusal it has given up.
      if (stream.readyState === 2) this.reopenLater()
    })
  }

  private hear(data: string): void {
    try {
      this.take([JSON.parse(data) as TimelineEntry])
    } catch (failure) {
      this.show({ problem: problemOf(failure) })
    }
    if (gaps(this.snapshot.timeline).length > 0) void this.catchUp()
  }

  private reopenLater(): void {
    this.stream?.close()
    clearTimeout(this.reopening)
    const wait = Math.min(this.pace.reopen * 2 ** this.failures++, this.pace.slowest)
    this.reopening = setTimeout(() => void this.resume(), wait)
  }

  /** Asked for while a read is under way, it reads once more: the one under way may have been too early. */
  private catchUp(): Promise<void> {
    if (this.reading !== undefined) {
      this.again = true
      return this.reading
    }
    this.reading = this.readOn().finally(() => {
      this.reading = undefined
      if (this.again && this.readers.size > 0) void this.catchUp()
    })
    this.again = false
    return this.reading
  }

  private async readOn(): Promise<void> {
    try {
      for (let more = true; more;) {
        const after = readUpTo(this.snapshot.timeline)
        const page = await this.source.read(after)
        this.take(page.items)
        more = page.next !== null && page.items.length > 0 && readUpTo(this.snapshot.timeline) !== after
      }
      this.show({ problem: null, ready: true })
    } catch (failure) {
      this.show({ problem: problemOf(failure) })
    }
  }

  private take(arrived: readonly TimelineEntry[]): void {
    const timeline = merge(this.snapshot.timeline, arrived)
    if (timeline !== this.snapshot.timeline) this.show({ timeline })
  }

  private show(change: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...change }
    for (const reader of this.readers) reader()
  }
}
