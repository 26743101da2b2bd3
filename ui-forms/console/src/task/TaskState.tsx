import { InlineNotification } from '@carbon/react'
import { Link } from '@tanstack/react-router'
import type { Task } from '../api/types'

export function TaskState({ task, done }: { task: Task; done: boolean }) {
  if (done) {
    return (
      <InlineNotification kind="success" lowContrast hideCloseButton role="status" title="Your decision is recorded.">
        <Link to="/incidents/$number" params={{ number: task.incident }}>
          Go to {task.incident}
        </Link>{' '}
        · <Link to="/tasks">Other tasks</Link>
      </InlineNotification>
    )
  }
  if (task.state === 'decided') return <Over title="This task has been decided." task={task} />
  if (task.state === 'cancelled') return <Over title="This task was cancelled; there is nothing to decide." task={task} />
  if (task.mayDecide) return null
  return (
    <InlineNotification
      kind="warning"
      lowContrast
      hideCloseButton
      role="status"
      title="You cannot decide this."
      subtitle={task.whyNot ?? 'The server gives no reason.'}
    />
  )
}

function Over({ title, task }: { title: string; task: Task }) {
  return (
    <InlineNotification kind="info" lowContrast hideCloseButton role="status" title={title}>
      <Link to="/incidents/$number" params={{ number: task.incident }}>
        See the timeline of {task.incident}
      </Link>
    </InlineNotification>
  )
}
