const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `4 min ago`, `in 12 min`; within five seconds it is `now`, so that a browser clock slightly behind invents no future. */
export function relative(iso: string, now: number): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000)
  if (Number.isNaN(seconds)) return iso
  if (Math.abs(seconds) < 5) return 'now'
  return seconds > 0 ? `${span(seconds)} ago` : `in ${span(-seconds)}`
}

/** The two largest units: `3 d 4 h`. */
export function span(seconds: number): string {
  if (seconds < MINUTE) return `${seconds} s`
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`
  if (seconds < DAY) return two(seconds, HOUR, 'h', MINUTE, 'min')
  return two(seconds, DAY, 'd', HOUR, 'h')
}

function two(seconds: number, unit: number, name: string, lesser: number, lesserName: string): string {
  const rest = Math.floor((seconds % unit) / lesser)
  return `${Math.floor(seconds / unit)} ${name}${rest > 0 ? ` ${rest} ${lesserName}` : ''}`
}

export function utc(iso: string): string {
  const at = new Date(iso)
  return Number.isNaN(at.getTime()) ? iso : `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** With the zone's name, because two people comparing notes may sit in two of them. */
export function local(iso: string, zone?: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  return `${clock(iso, zone)} ${zoneName(at, zone)}`
}

export function clock(iso: string, zone?: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  // sv-SE writes the ISO form
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    ...(zone ? { timeZone: zone } : {}),
  }).format(at)
}

export function zoneName(at: Date, zone?: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZoneName: 'short',
    ...(zone ? { timeZone: zone } : {}),
  })
  return parts.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
}

export function isOverdue(dueAt: string | null, now: number): boolean {
  return dueAt !== null && Date.parse(dueAt) < now
}

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`
  const units = ['KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(Math.floor(Math.log2(size) / 10), units.length)
  return `${(size / 1024 ** power).toFixed(1)} ${units[power - 1]}`
}

/** Enough of it to compare by eye: `sha256:1f8a 02c4 … 9be0`. */
export function shortDigest(digest: string): string {
  const [algorithm, hex] = digest.includes(':') ? digest.split(':', 2) : ['', digest]
  if (hex === undefined || hex.length <= 16) return digest
  return `${algorithm === '' ? '' : algorithm + ':'}${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}
