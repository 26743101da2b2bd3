import { Link } from '@tanstack/react-router'
import type { TaskSummary } from '../api/types'
import { DueMark } from './DueMark'

interface Props {
  tasks: TaskSummary[]
  /** The incident whose page this is. */
  within?: string
}

export function TaskTable({ tasks, within }: Props) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Task</th>
          {within === undefined && <th scope="col">Incident</th>}
          <th scope="col">For</th>
          <th scope="col">Due</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id}>
            <td className="main-cell">
              <Link to="/tasks/$id" params={{ id: task.id }} className="row-link">
                <span className="title">{task.title}</span>
              </Link>
              <span className="quiet small">
                {task.approval ? 'Approval' : 'Task'} · {task.playbook}
                {!task.mayDecide && ` · ${task.whyNot ?? 'not for you to decide'}`}
              </span>
            </td>
            {within === undefined && (
              <td data-label="Incident">
                <Link to="/incidents/$number" params={{ number: task.incident }} className="mono">
                  {task.incident}
                </Link>
              </td>
            )}
            <td data-label="For">
              {task.claimedBy === null ? task.groups.join(', ') || 'anybody' : task.claimedBy}
            </td>
            <td data-label="Due">
              <DueMark dueAt={task.dueAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
