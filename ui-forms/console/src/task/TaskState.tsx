import { InlineNotification } from '@carbon/react'
import { Link } from '@tanstack/react-router'
import type { Task } from '../api/types'

export function TaskState({ task, done }: { task: Task; done: boolean }) {
  if (done) return <Over kind="success" title="Your decision is recorded." task={task} />
  if (task.state === 'decided') return <Over kind="info" title="This task has been decided." task={task} />
  if (task.state === 'cancelled') {
    return <Over kind="info" title="This task was cancelled; there is nothing to decide." task={task} />
  }
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

function Over({ kind, title, task }: { kind: 'success' | 'info'; title: string; task: Task }) {
  return (
    <div className="over">
      <InlineNotification kind={kind} lowContrast hideCloseButton role="status" title={title} />
      <p>
        <Link to="/incidents/$number" params={{ number: task.incident }}>
          See what happens in {task.incident}
        </Link>{' '}
        · <Link to="/tasks">Other tasks</Link>
      </p>
    </div>
  )
}
