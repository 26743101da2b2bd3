import type { TaskSummary } from '../api/types'

/** Mine, those I may decide, and the rest; in each the one due first stands first. */
export function sorted(tasks: readonly TaskSummary[], username: string) {
  const byDue = tasks.toSorted((a, b) => Math.sign(due(a) - due(b)) || 0)
  const isMine = (task: TaskSummary) => task.mine || task.claimedBy === username
  return {
    mine: byDue.filter(isMine),
    forMe: byDue.filter((task) => !isMine(task) && task.mayDecide),
    others: byDue.filter((task) => !isMine(task) && !task.mayDecide),
  }
}

function due(task: TaskSummary): number {
  return task.dueAt === null ? Infinity : Date.parse(task.dueAt)
}
