import { useNow } from '../ui/clock'
import { isOverdue } from '../ui/format'
import { When } from '../ui/When'

export function DueMark({ dueAt }: { dueAt: string | null }) {
  const overdue = isOverdue(dueAt, useNow())
  return (
    <span className={overdue ? 'alarm' : ''}>
      {overdue && '▲ Overdue: '}
      <When at={dueAt} align="end" absent="no deadline" />
    </span>
  )
}
