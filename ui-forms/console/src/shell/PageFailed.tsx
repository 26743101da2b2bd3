import type { ErrorComponentProps } from '@tanstack/react-router'
import { ProblemNotice } from '../ui/ProblemNotice'

export function PageFailed({ error, reset }: ErrorComponentProps) {
  return <ProblemNotice failure={error} what="This page failed" retry={reset} />
}
