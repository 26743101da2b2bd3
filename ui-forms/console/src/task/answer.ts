import type { Problem } from '../api/problem'
import type { Target } from '../api/types'
import { targetKey } from '../ui/actions'

/** What became of a decision that was sent. */
export type Answer =
  /** Somebody decided before; this one counts for nothing. */
  | { is: 'already-decided'; problem: Problem }
  /** What would happen is no longer what was on the screen. */
  | { is: 'digest-changed'; problem: Problem }
  /** This person may not decide this task. */
  | { is: 'forbidden'; problem: Problem }
  /** It did not count, and sending it again may help. */
  | { is: 'refused'; problem: Problem }
  /** It may have counted: only the task itself can tell. */
  | { is: 'unknown'; problem: Problem }

export function answerTo(problem: Problem): Answer {
  if (problem.type.endsWith('already-decided')) return { is: 'already-decided', problem }
  if (problem.type.endsWith('digest-changed')) return { is: 'digest-changed', problem }
  if (problem.status === 403) return { is: 'forbidden', problem }
  if (problem.status === 0 || problem.status >= 500) return { is: 'unknown', problem }
  return { is: 'refused', problem }
}

export function headline(answer: Answer): string {
  switch (answer.is) {
    case 'already-decided':
      return 'Somebody decided before you; yours was not counted'
    case 'digest-changed':
      return 'Nothing was decided: what would happen has changed. Read it again, then decide'
    case 'forbidden':
      return 'You may not decide this; nothing was decided'
    case 'refused':
      return 'Nothing was decided'
    case 'unknown':
      return 'No answer arrived; your decision may or may not have been counted. The page asks the server again'
  }
}

export interface Change {
  added: Target[]
  removed: Target[]
}

export function changeOf(before: readonly Target[], after: readonly Target[]): Change {
  return { added: without(after, before), removed: without(before, after) }
}

function without(targets: readonly Target[], others: readonly Target[]): Target[] {
  const keys = new Set(others.map(targetKey))
  return targets.filter((target) => !keys.has(targetKey(target)))
}
