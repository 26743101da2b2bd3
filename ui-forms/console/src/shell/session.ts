import { useSyncExternalStore } from 'react'

const ATTEMPT = 'cordon.sign-in-attempt'
const LOOP = 15_000

let ended = false
const readers = new Set<() => void>()

export function endSession(): void {
  set(true)
}

function set(value: boolean): void {
  ended = value
  for (const reader of readers) reader()
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (reader) => {
      readers.add(reader)
      return () => readers.delete(reader)
    },
    () => ended,
  )
}

export function loginAddress(place: Pick<Location, 'pathname' | 'search' | 'hash'>): string {
  return `/login?return=${encodeURIComponent(place.pathname + place.search + place.hash)}`
}

/** False when a sign-in was tried a moment ago and led back here without one: going again would go round for ever. */
export function signIn(place: Location, memory: Storage, now: number): boolean {
  const before = Number(memory.getItem(ATTEMPT) ?? 0)
  if (now - before < LOOP) return false
  memory.setItem(ATTEMPT, String(now))
  place.assign(loginAddress(place))
  return true
}

export function signedIn(memory: Storage): void {
  memory.removeItem(ATTEMPT)
  set(false)
}
