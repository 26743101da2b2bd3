import { expect, it } from 'vitest'
import { steps, tasks } from '../e2e/fixture/company'
import type { Step } from '../src/api/types'
import { bodyOf, missing, RunKeys } from '../src/incident/start'
import { marks } from '../src/incident/steps'
import { describe as describeHealth } from '../src/shell/health'
import { loginAddress, signIn } from '../src/shell/session'
import { sorted } from '../src/tasks/order'

const order = { playbook: 'contain-host', host: ' WS-0142 ', account: '', reason: 'Because' }

it('starts a run only with a playbook, a target and a reason', () => {
  expect(missing(order)).toBeNull()
  expect(missing({ ...order, playbook: '' })).toContain('playbook')
  expect(missing({ ...order, host: ' ' })).toContain('host or an account')
  expect(missing({ ...order, reason: '\n' })).toContain('why')
})

it('sends no empty name', () => {
  expect(bodyOf('INC-1', order).inputs.target).toEqual({ host: 'WS-0142', account: null })
})

it('keeps the key of an order that is sent again, and changes it with the order', () => {
  const keys = new RunKeys()
  const first = keys.for('p', { a: 1 })
  expect(keys.for('p', { a: 1 })).toBe(first)
  expect(keys.for('p', { a: 2 })).not.toBe(first)
})

it('marks an element once, by what asks for attention', () => {
  const [done] = steps as [Step, ...Step[]]
  const again: Step = { ...done, state: 'incident', instance: '2' }
  expect(marks([done, again, { ...done, instance: '3' }])).toEqual([
    { elementId: 'requested', state: 'incident', times: 3 },
  ])
})

it('sorts tasks into mine, for me and for others, the first due first', () => {
  const { mine, forMe, others } = sorted(tasks(), 'rosa')
  expect([mine, forMe, others].map((group) => group.map(({ id }) => id))).toEqual([['t-3'], ['t-1'], ['t-2']])
})

it('says which part is down', () => {
  const checks = [
    { name: 'recorder', status: 'DOWN' as const, data: { lagMillis: 9000 } },
    { name: 'database', status: 'UP' as const },
  ]
  expect(describeHealth({ status: 'DOWN', checks }, false)).toEqual({
    tone: 'bad',
    text: 'Down: recorder',
    detail: 'recorder: lagMillis 9000',
  })
  expect(describeHealth(undefined, true).tone).toBe('bad')
})

it('takes the whole address through the sign-in', () => {
  const place = { pathname: '/incidents', search: '?q=a&status=new', hash: '#x' }
  expect(loginAddress(place)).toBe('/login?return=%2Fincidents%3Fq%3Da%26status%3Dnew%23x')
})

it('does not go round when the sign-in leads back without a session', () => {
  const memory = new Map<string, string>()
  const storage = {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
  } as Storage
  const went: string[] = []
  const place = {
    pathname: '/',
    search: '',
    hash: '',
    assign: (to: string) => void went.push(to),
  } as Location
  expect([
    signIn(place, storage, 100_000),
    signIn(place, storage, 101_000),
    signIn(place, storage, 200_000),
  ]).toEqual([true, false, true])
  expect(went).toHaveLength(2)
})
