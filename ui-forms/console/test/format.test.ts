import { describe, expect, it } from 'vitest'
import { bytes, isOverdue, local, relative, shortDigest, span, utc } from '../src/ui/format'

const now = Date.parse('2026-11-21T02:14:05Z')

describe('relative times', () => {
  it.each([
    ['2026-11-21T02:14:07Z', 'now'],
    ['2026-11-21T02:13:25Z', '40 s ago'],
    ['2026-11-21T02:10:05Z', '4 min ago'],
    ['2026-11-21T00:04:05Z', '2 h 10 min ago'],
    ['2026-11-18T02:14:05Z', '3 d ago'],
    ['2026-11-21T02:26:05Z', 'in 12 min'],
    ['yesterday', 'yesterday'],
  ])('%s is %s', (iso, text) => expect(relative(iso, now)).toBe(text))
})

it('writes exact times in UTC and in the local zone, by name', () => {
  expect(utc('2026-11-21T02:14:05.123Z')).toBe('2026-11-21 02:14:05 UTC')
  expect(local('2026-11-21T02:14:05Z', 'Europe/Berlin')).toBe('2026-11-21 03:14:05 CET')
})

it('names the two largest units of a span', () => {
  expect(span(59)).toBe('59 s')
  expect(span(3600 * 26)).toBe('1 d 2 h')
})

it('is overdue after the deadline, and never without one', () => {
  expect(isOverdue('2026-11-21T02:14:04Z', now)).toBe(true)
  expect(isOverdue('2026-11-21T02:14:06Z', now)).toBe(false)
  expect(isOverdue(null, now)).toBe(false)
})

it('writes sizes in binary units', () => {
  expect(bytes(1023)).toBe('1023 B')
  expect(bytes(1024)).toBe('1.0 KiB')
  expect(bytes(734_003_201)).toBe('700.0 MiB')
})

it('shortens a digest to what the eye compares', () => {
  expect(shortDigest(`sha256:1f8a02c4${'0'.repeat(52)}9be0`)).toBe('sha256:1f8a 02c4 … 9be0')
  expect(shortDigest('short')).toBe('short')
})
