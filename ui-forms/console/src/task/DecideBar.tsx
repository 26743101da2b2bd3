import { Button } from '@carbon/react'
import type { Task } from '../api/types'
import { wordsFor } from '../ui/actions'
import { count, shortDigest } from '../ui/format'
import type { Choice } from './schema'

interface Props {
  task: Task
  choice: Choice
  open: boolean
  pending: boolean
  onDecide: () => void
}

export function DecideBar({ task, choice, open, pending, onDecide }: Props) {
  const undecided = task.approval && choice === null
  return (
    <div className="decide">
      <Button
        kind={choice === 'approve' ? 'danger' : 'primary'}
        size="lg"
        className="decide-button"
        disabled={!open || undecided || pending}
        onClick={onDecide}
      >
        {pending ? 'Sending …' : label(task, choice)}
      </Button>
      <p className="quiet small">
        This decides exactly what stands above:{' '}
        <span className="mono digest" title={task.digest}>
          {shortDigest(task.digest)}
        </span>
      </p>
    </div>
  )
}

function label(task: Task, choice: Choice): string {
  if (!task.mayDecide) return 'You cannot decide this'
  if (!task.approval) return 'Complete the task'
  if (choice === null) return 'Choose approve or reject'
  if (choice === 'reject') return 'Reject: nothing is done'
  const actions = (task.request.actions ?? []).map((action) => wordsFor(action).does.toLowerCase()).join(', ')
  const [only, ...more] = task.targets
  const whom = only !== undefined && more.length === 0 ? only.name : count(task.targets.length, 'target')
  return `Approve: ${actions || 'as described'} · ${whom}`
}
