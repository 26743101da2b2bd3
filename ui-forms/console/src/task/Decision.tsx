import type { Form } from '@bpmn-io/form-js-viewer'
import { lazy, Suspense, useCallback, useState } from 'react'
import { ProblemError } from '../api/problem'
import type { Task } from '../api/types'
import { ProblemNotice } from '../ui/ProblemNotice'
import { Section } from '../ui/Section'
import { headline } from './answer'
import { DecideBar } from './DecideBar'
import { type Choice, choiceIn } from './schema'
import type { DecisionInFlight } from './useDecision'

// form-js is large and only needed here
const TaskForm = lazy(() => import('./TaskForm'))

interface Props {
  /** What the reader has before them. */
  seen: Task
  /** What the server says now. */
  task: Task
  changed: boolean
  decision: DecisionInFlight
}

export function Decision({ seen, task, changed, decision }: Props) {
  const [form, setForm] = useState<Form | null>(null)
  const [choice, setChoice] = useState<Choice>(null)
  const [faulty, setFaulty] = useState(0)
  const open = task.state === 'open' && task.mayDecide && !changed
  const hear = useCallback((values: Record<string, unknown>) => setChoice(choiceIn(values)), [])

  const submit = () => {
    if (form === null) return
    const { data, errors } = form.submit()
    const wrong = Object.values(errors).filter((messages) => messages.length > 0).length
    setFaulty(wrong)
    if (wrong === 0) decision.decide(data)
  }
  return (
    <Section title={seen.approval ? 'Your decision' : 'Your answer'} className="decision">
      <Suspense fallback={<p className="quiet">Reading the form …</p>}>
        <TaskForm task={seen} readOnly={!open || decision.pending} onForm={setForm} onValues={hear} />
      </Suspense>
      {faulty > 0 && <p className="alarm">▲ Something is missing above; nothing was sent.</p>}
      {decision.answer && (
        <ProblemNotice failure={new ProblemError(decision.answer.problem)} what={headline(decision.answer)} />
      )}
      {changed && (
        <p className="alarm">▲ This is the old version: read the new one first, at the top of the page.</p>
      )}
      <DecideBar
        task={{ ...seen, mayDecide: task.mayDecide }}
        choice={choice}
        open={open && form !== null}
        pending={decision.pending}
        onDecide={submit}
      />
    </Section>
  )
}
