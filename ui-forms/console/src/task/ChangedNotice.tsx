import { Button, InlineNotification } from '@carbon/react'
import type { Target, Task } from '../api/types'
import { targetKey } from '../ui/actions'
import { changeOf } from './answer'

interface Props {
  before: Task
  after: Task
  onRead: () => void
}

export function ChangedNotice({ before, after, onRead }: Props) {
  const { added, removed } = changeOf(before.targets, after.targets)
  return (
    <div className="changed" role="alert">
      <InlineNotification
        kind="warning"
        lowContrast
        hideCloseButton
        title="What would happen has changed since you opened this page."
        subtitle="What stands below is the old version and cannot be decided any more."
      />
      <Names sign="+ now also" targets={added} />
      <Names sign="− no longer" targets={removed} />
      {added.length + removed.length === 0 && (
        <p>The targets are the same; something else in the request changed.</p>
      )}
      <Button size="md" onClick={onRead}>
        Read the new version
      </Button>
    </div>
  )
}

function Names({ sign, targets }: { sign: string; targets: Target[] }) {
  return targets.map((target) => (
    <p key={targetKey(target)}>
      <strong>{sign}:</strong> {target.name}{' '}
      <span className="mono small">
        {target.vendor} {target.id}
      </span>
    </p>
  ))
}
