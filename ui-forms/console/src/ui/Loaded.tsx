import { SkeletonText } from '@carbon/react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice'

interface Props<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>
  what: string
  children: (data: T) => ReactNode
}

/** What was read last stays on the screen when a refresh fails, with the failure above it. */
export function Loaded<T>({ query, what, children }: Props<T>) {
  const { data, error, refetch } = query
  return (
    <>
      {error && (
        <ProblemNotice
          failure={error}
          what={
            data === undefined ? `Cannot read ${what}` : `Cannot refresh ${what}; what you see may be old`
          }
          retry={() => void refetch()}
        />
      )}
      {data !== undefined && children(data)}
      {data === undefined && !error && (
        <SkeletonText paragraph lineCount={4} aria-label={`Reading ${what}`} />
      )}
    </>
  )
}
