import { type Problem, ProblemError, problemFrom } from './problem'

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return json<T>(path, signal ? { signal } : {})
}

/** A write is sent once; whoever calls decides what an answer that did not arrive means. */
export function post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> {
  return json<T>(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', ...headers },
  })
}

export async function getText(path: string, accept: string, signal?: AbortSignal): Promise<string> {
  const response = await send(path, { headers: { Accept: accept }, ...(signal ? { signal } : {}) })
  return response.text()
}

async function json<T>(path: string, init: RequestInit): Promise<T> {
  const response = await send(path, init)
  if (response.status === 204 || response.headers.get('content-length') === '0') return undefined as T
  const type = response.headers.get('content-type') ?? 'nothing'
  if (!type.includes('json')) {
    throw new ProblemError(
      problem(response.status, 'Unexpected answer', `${path} answered ${type} instead of JSON.`),
    )
  }
  return (await response.json()) as T
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const headers = { Accept: 'application/json', 'X-Requested-With': 'JavaScript', ...init.headers }
  const response = await reach(path, { ...init, headers })
  if (response.type === 'opaqueredirect') {
    throw new ProblemError(problem(401, 'Signed out', 'The server asks for a sign-in.'))
  }
  if (!response.ok) throw new ProblemError(await problemFrom(response))
  return response
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, redirect: 'manual', credentials: 'same-origin', cache: 'no-store' })
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
    const why = failure instanceof Error ? failure.message : String(failure)
    throw new ProblemError(problem(0, 'The server did not answer', `${path}: ${why}`))
  }
}

function problem(status: number, title: string, detail: string): Problem {
  return { type: 'about:blank', title, status, detail }
}
