import { Button } from '@carbon/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { post } from '../api/http'
import type { Task } from '../api/types'
import { DueMark } from '../tasks/DueMark'
import { ProblemNotice } from '../ui/ProblemNotice'

export function TaskHead({ task }: { task: Task }) {
  return (
    <header className="task-head">
      <p className="quiet">
        {task.approval ? 'Approval' : 'Task'} ·{' '}
        <Link to="/incidents/$number" params={{ number: task.incident }} className="mono">
          {task.incident}
        </Link>{' '}
        · {task.playbook}
      </p>
      <h1>{task.title}</h1>
      <p>
        Due <DueMark dueAt={task.dueAt} /> ·{' '}
        {task.claimedBy === null ? 'claimed by nobody' : `claimed by ${task.claimedBy}`}
      </p>
      {task.state === 'open' && task.claimedBy === null && task.mayDecide && <Claim id={task.id} />}
    </header>
  )
}

/** Tells the others that somebody is on it. Deciding does not need it. */
function Claim({ id }: { id: string }) {
  const client = useQueryClient()
  const claim = useMutation({
    mutationFn: () => post(`/api/tasks/${encodeURIComponent(id)}/claim`, {}),
    onSettled: () => void client.invalidateQueries(),
  })
  return (
    <>
      <Button size="sm" kind="ghost" disabled={claim.isPending} onClick={() => claim.mutate()}>
        Claim it, so that others know
      </Button>
      {claim.error && <ProblemNotice failure={claim.error} what="The claim was not confirmed" />}
    </>
  )
}
