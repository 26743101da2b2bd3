import { expect, it } from 'vitest'
import { account, server, workstation } from '../e2e/fixture/company'
import type { Problem } from '../src/api/problem'
import { answerTo, changeOf } from '../src/task/answer'

const problem = (status: number, type = 'about:blank'): Problem => ({
  status,
  type,
  title: 'T',
  detail: null,
})

it.each([
  [problem(409, 'https://cordon.dev/problems/already-decided'), 'already-decided'],
  [problem(409, 'urn:cordon:problem:digest-changed'), 'digest-changed'],
  [problem(403, 'urn:cordon:problem:requester-cannot-approve'), 'forbidden'],
  [problem(400), 'refused'],
  [problem(401), 'refused'],
  [problem(409), 'refused'],
  [problem(0), 'unknown'],
  [problem(503), 'unknown'],
])('sorts %o as %s', (given, is) => {
  expect(answerTo(given).is).toBe(is)
})

it('names the targets that came and went, by the id that counts', () => {
  const renamed = { ...workstation, name: 'WS-0142-old' }
  expect(changeOf([workstation, account], [renamed, server])).toEqual({ added: [server], removed: [account] })
})

it('takes another device of the same name for another target', () => {
  const twin = { ...workstation, id: 'another' }
  expect(changeOf([workstation], [twin])).toEqual({ added: [twin], removed: [workstation] })
})
