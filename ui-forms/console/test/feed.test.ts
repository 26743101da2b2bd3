import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { EventSource } from 'eventsource'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { entry } from '../e2e/fixture/company'
import { get } from '../src/api/http'
import type { Page, TimelineEntry } from '../src/api/types'
import { TimelineFeed } from '../src/timeline/feed'

const PACE = { reopen: 20, slowest: 100, check: 60_000 }

/** A timeline behind a real socket, that can be made to misbehave. */
class TimelineServer {
  readonly entries: TimelineEntry[] = []
  readonly reads: string[] = []
  readonly opened: string[] = []
  refuseStreams = 0
  failReads = 0
  address = ''
  private readonly streams = new Set<ServerResponse>()
  private readonly server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://here')
    const last = request.headers['last-event-id']
    const after = Number(last ?? url.searchParams.get('after') ?? 0)
    const later = this.entries.filter(({ seq }) => seq > after)
    if (url.pathname === '/stream') this.stream(response, after, later)
    else this.read(response, url.search, later)
  })

  add(...seqs: number[]): void {
    for (const seq of seqs) this.entries.push(entry(seq, 'note', 'ravi', `Entry ${seq}`))
  }

  /** Sends it down the stream without the others. */
  say(seq: number): void {
    for (const stream of this.streams) {
      stream.write(`id: ${seq}\ndata: ${JSON.stringify(entry(seq, 'note', 'ravi', `Entry ${seq}`))}\n\n`)
    }
  }

  cut(): void {
    for (const stream of this.streams) stream.destroy()
    this.streams.clear()
  }

  async start(): Promise<void> {
    await new Promise<void>((started) => this.server.listen(0, '127.0.0.1', started))
    this.address = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  private read(response: ServerResponse, search: string, later: TimelineEntry[]): void {
    this.reads.push(search)
    if (this.failReads-- > 0) {
      response.writeHead(503, { 'Content-Type': 'application/problem+json' })
      response.end(JSON.stringify({ type: 'urn:x', title: 'Starting', detail: 'Wait.' }))
      return
    }
    const body: Page<TimelineEntry> = { items: later.slice(0, 2), next: later.length > 2 ? 'more' : null }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  }

  private stream(response: ServerResponse, after: number, later: TimelineEntry[]): void {
    this.opened.push(String(after))
    if (this.refuseStreams-- > 0) {
      response.writeHead(503).end()
      return
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.write('retry: 20\n\n')
    for (const known of later) response.write(`id: ${known.seq}\ndata: ${JSON.stringify(known)}\n\n`)
    this.streams.add(response)
  }
}

let server: TimelineServer
let feed: TimelineFeed
let stop: () => void

beforeEach(async () => {
  server = new TimelineServer()
  await server.start()
  feed = new TimelineFeed(
    {
      read: (after) => get<Page<TimelineEntry>>(`${server.address}/read${query(after)}`),
      open: (after) =>
        new EventSource(`${server.address}/stream${query(after)}`) as unknown as globalThis.EventSource,
    },
    PACE,
  )
  stop = () => undefined
})
afterEach(() => {
  stop()
  server.stop()
})

const query = (after: number | null) => (after === null ? '' : `?after=${after}`)
const seen = () => feed.now().timeline.entries.map(({ seq }) => seq)
const start = () => (stop = feed.subscribe(() => undefined))

it('reads page after page before it listens', async () => {
  server.add(1, 2, 3, 4, 5)
  start()
  await expect.poll(() => feed.now().line).toBe('live')
  expect(seen()).toEqual([1, 2, 3, 4, 5])
  expect(server.reads.slice(0, 3)).toEqual(['', '?after=2', '?after=4'])
  expect(server.opened).toEqual(['5'])
})

it('fetches what the stream skipped', async () => {
  server.add(1)
  start()
  await expect.poll(() => feed.now().line).toBe('live')
  server.add(2, 3, 4)
  server.say(4)
  await expect.poll(seen).toEqual([1, 2, 3, 4])
})

it('misses nothing that was said while the line was cut', async () => {
  server.add(1)
  start()
  await expect.poll(() => feed.now().line).toBe('live')
  server.cut()
  server.add(2)
  await expect.poll(() => feed.now().line).toBe('live')
  await expect.poll(seen).toEqual([1, 2])
  server.add(3)
  server.say(3)
  await expect.poll(seen).toEqual([1, 2, 3])
})

it('opens a refused stream again, and goes on from where it was', async () => {
  server.add(1)
  server.refuseStreams = 2
  start()
  await expect.poll(() => feed.now().line).toBe('live')
  expect(server.opened).toEqual(['1', '1', '1'])
})

it('shows why it cannot read, and stops showing it once it can', async () => {
  server.add(1)
  server.failReads = 1
  const shown: (string | null | undefined)[] = []
  stop = feed.subscribe(() => shown.push(feed.now().problem?.detail))
  await expect.poll(() => feed.now().line).toBe('live')
  expect(shown).toContain('Wait.')
  expect(feed.now().problem).toBeNull()
  expect(seen()).toEqual([1])
})

it('replaces a stream that is silent while there is something to say', async () => {
  server.add(1)
  start()
  await expect.poll(() => feed.now().line).toBe('live')
  server.add(2)
  await feed.check()
  await expect.poll(seen).toEqual([1, 2])
  await expect.poll(() => server.opened).toEqual(['1', '2'])
})

it('listens no longer when nobody reads', async () => {
  start()
  await expect.poll(() => feed.now().line).toBe('live')
  stop()
  server.cut()
  server.add(1)
  await feed.check()
  expect(server.opened).toHaveLength(1)
})
