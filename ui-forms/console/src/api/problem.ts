/** RFC 9457, plus `status` 0 for "no answer at all". */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string | null
}

export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail === null ? problem.title : `${problem.title}: ${problem.detail}`)
    this.problem = problem
  }
}

/** Everything that can be thrown at us, as something that can be shown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return { type: 'about:blank', title: 'The console failed', status: -1, detail }
}

/** Keycloak's session ended, or there never was one: 499 is what Quarkus answers to a script instead of a redirect. */
export function isSignedOut(problem: Problem): boolean {
  return problem.status === 401 || problem.status === 499
}

export async function problemFrom(response: Response): Promise<Problem> {
  const title = `The server answered ${response.status}${response.statusText === '' ? '' : ' ' + response.statusText}`
  const text = await response.text()
  const body = parsed(text)
  if (body === null) {
    return { type: 'about:blank', title, status: response.status, detail: text.slice(0, 300) || null }
  }
  return {
    type: textOf(body.type) ?? 'about:blank',
    title: textOf(body.title) ?? title,
    status: response.status,
    detail: textOf(body.detail),
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null
  } catch {
    return null // not JSON: the caller shows the text itself
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
