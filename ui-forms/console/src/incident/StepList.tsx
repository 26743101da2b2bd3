import type { Step } from '../api/types'
import { span } from '../ui/format'
import { When } from '../ui/When'
import { STEP_WORDS } from './steps'

/** The diagram in words: for small screens, for screen readers, and for reading aloud on a call. */
export function StepList({ steps }: { steps: Step[] }) {
  if (steps.length === 0) return <p className="nothing">No step yet.</p>
  return (
    <details className="steps" open>
      <summary>Steps</summary>
      <ol className="plain">
        {steps.map((step) => (
          <li key={`${step.elementId} ${step.instance}`} className="step">
            <span className={`step-state step-state--${step.state}`}>
              <span aria-hidden="true">{STEP_WORDS[step.state]?.sign ?? '?'}</span>{' '}
              {STEP_WORDS[step.state]?.text ?? step.state}
            </span>
            <span>{step.name ?? step.elementId}</span>
            <span className="quiet">
              <When at={step.startedAt} align="end" />
              {step.endedAt !== null && ` · took ${took(step.startedAt, step.endedAt)}`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

function took(from: string, to: string): string {
  return span(Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000)))
}
