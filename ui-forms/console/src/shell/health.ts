import { queryOptions } from '@tanstack/react-query'

export interface Health {
  status: 'UP' | 'DOWN'
  checks: { name: string; status: 'UP' | 'DOWN'; data?: Record<string, unknown> }[]
}

/** Readiness answers 503 with the same body, so a status alone is no failure here. */
async function readiness(signal: AbortSignal): Promise<Health> {
  const response = await fetch('/q/health/ready', {
    signal,
    headers: { Accept: 'application/json' },
    cache: 'no-store',
  })
  return (await response.json()) as Health
}

export const health = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => readiness(signal),
  refetchInterval: 10_000,
  retry: false,
})

export interface Word {
  tone: 'good' | 'bad' | 'unknown'
  text: string
  detail: string
}

export function describe(known: Health | undefined, failed: boolean): Word {
  if (failed) return { tone: 'bad', text: 'Server not reachable', detail: 'What you see may be old.' }
  if (known === undefined) return { tone: 'unknown', text: 'Checking', detail: '' }
  const down = (known.checks ?? []).filter((check) => check.status !== 'UP')
  if (known.status === 'UP' && down.length === 0) return { tone: 'good', text: 'All parts up', detail: '' }
  return {
    tone: 'bad',
    text: `Down: ${down.map((check) => check.name).join(', ') || 'not ready'}`,
    detail: down.map((check) => `${check.name}: ${facts(check.data)}`).join('\n'),
  }
}

function facts(data: Record<string, unknown> | undefined): string {
  return Object.entries(data ?? {})
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ')
}
