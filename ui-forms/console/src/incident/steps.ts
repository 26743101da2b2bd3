import type { Step, StepState } from '../api/types'

export interface Mark {
  elementId: string
  state: StepState
  times: number
}

export const STEP_WORDS: Record<StepState, { sign: string; text: string }> = {
  active: { sign: '▶', text: 'Now' },
  completed: { sign: '✓', text: 'Done' },
  terminated: { sign: '■', text: 'Stopped' },
  incident: { sign: '▲', text: 'Blocked' },
}

const URGENCY: Record<StepState, number> = { incident: 3, active: 2, terminated: 1, completed: 0 }

/** One mark per element: loops and retries pass it several times, and what asks for attention wins. */
export function marks(steps: readonly Step[]): Mark[] {
  const byElement = new Map<string, Mark>()
  for (const { elementId, state } of steps) {
    const known = byElement.get(elementId)
    if (known === undefined) byElement.set(elementId, { elementId, state, times: 1 })
    else {
      known.times++
      if (URGENCY[state] >= URGENCY[known.state]) known.state = state
    }
  }
  return [...byElement.values()]
}
