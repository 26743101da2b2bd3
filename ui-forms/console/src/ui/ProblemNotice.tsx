import { Button, InlineNotification } from '@carbon/react'
import { problemOf } from '../api/problem'

interface Props {
  /** What was thrown. */
  failure: unknown
  /** What did not work, in the reader's words. */
  what: string
  retry?: () => void
}

/** The one place where failures are shown: title and detail, always. */
export function ProblemNotice({ failure, what, retry }: Props) {
  const problem = problemOf(failure)
  return (
    <div className="problem">
      <InlineNotification kind="error" lowContrast hideCloseButton title={what} role="alert">
        <span>
          <strong>{problem.title}</strong>
          {problem.detail === null ? '' : `: ${problem.detail}`}
        </span>
      </InlineNotification>
      {retry && (
        <Button kind="ghost" size="sm" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}
