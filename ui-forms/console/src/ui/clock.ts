import { useSyncExternalStore } from 'react'

const STEP = 5_000
const readers = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for all relative times, so that a table of them ticks together. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}

function subscribe(reader: () => void): () => void {
  readers.add(reader)
  timer ??= setInterval(tick, STEP)
  return () => {
    readers.delete(reader)
    if (readers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  now = Date.now()
  for (const reader of readers) reader()
}
