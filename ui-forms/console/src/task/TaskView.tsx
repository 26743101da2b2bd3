import { useState } from 'react'
import type { Task } from '../api/types'
import { ChangedNotice } from './ChangedNotice'
import { Decision } from './Decision'
import { Request } from './Request'
import { TaskHead } from './TaskHead'
import { TaskState } from './TaskState'
import { useDecision } from './useDecision'

/**
 * A decision is about what the reader saw. When the server has something else by now, the old stays on the screen and cannot
 * be decided, until the reader asks for the new.
 */
export function TaskView({ task }: { task: Task }) {
  const [seen, setSeen] = useState(task)
  const decision = useDecision(seen)
  const changed = task.digest !== seen.digest

  const readNew = () => {
    decision.reset()
    setSeen(task)
  }
  return (
    <>
      <TaskHead task={task} />
      {changed && !decision.done && <ChangedNotice before={seen} after={task} onRead={readNew} />}
      <Request task={seen} />
      <TaskState task={task} done={decision.done} />
      {!decision.done && (
        <Decision key={seen.digest} seen={seen} task={task} changed={changed} decision={decision} />
      )}
    </>
  )
}
