import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { get, post } from '../src/api/http'
import { isSignedOut, type Problem, problemOf } from '../src/api/problem'

let server: Server
let address: string
let answer: { status: number; type: string; body: string; headers?: Record<string, string> }
let asked: IncomingHttpHeaders

beforeEach(async () => {
  server = createServer((request, response) => {
    asked = request.headers
    response.writeHead(answer.status, { 'Content-Type': answer.type, ...answer.headers }).end(answer.body)
  })
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

async function failure(): Promise<Problem> {
  return get(address).then(
    () => expect.fail('It answered'),
    (thrown: unknown) => problemOf(thrown),
  )
}

it('says that it is a script and wants JSON', async () => {
  answer = { status: 200, type: 'application/json', body: '{"a":1}' }
  expect(await post(address, {}, { 'Idempotency-Key': 'k' })).toEqual({ a: 1 })
  expect(asked).toMatchObject({
    accept: 'application/json',
    'x-requested-with': 'JavaScript',
    'content-type': 'application/json',
    'idempotency-key': 'k',
  })
})

it('hands on the title and detail of a problem', async () => {
  const body = '{"type":"urn:cordon:problem:digest-changed","title":"Changed","detail":"Look again."}'
  answer = { status: 409, type: 'application/problem+json', body }
  expect(await failure()).toEqual({
    type: 'urn:cordon:problem:digest-changed',
    title: 'Changed',
    status: 409,
    detail: 'Look again.',
  })
})

it('makes a problem of an error that is none', async () => {
  answer = { status: 502, type: 'text/plain', body: 'upstream gone' }
  expect(await failure()).toMatchObject({
    title: 'The server answered 502 Bad Gateway',
    detail: 'upstream gone',
  })
})

it('does not take a page for an answer', async () => {
  answer = { status: 200, type: 'text/html', body: '<html>' }
  expect((await failure()).title).toBe('Unexpected answer')
})

it('tells no answer from a refusal', async () => {
  server.closeAllConnections()
  server.close()
  expect(await failure()).toMatchObject({ status: 0, title: 'The server did not answer' })
})

it.each([401, 499])('knows %i as signed out', async (status) => {
  answer = { status, type: 'text/plain', body: '' }
  expect(isSignedOut(await failure())).toBe(true)
})
