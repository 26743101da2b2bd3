import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../api/http'
import { problemOf } from '../api/problem'
import type { Task } from '../api/types'
import { type Answer, answerTo } from './answer'

export interface DecisionInFlight {
  decide: (values: object) => void
  pending: boolean
  done: boolean
  answer: Answer | null
  reset: () => void
}

/** Sends the decision with the digest of what was seen, once. */
export function useDecision(seen: Task): DecisionInFlight {
  const client = useQueryClient()
  const sent = useMutation({
    mutationFn: (values: object) =>
      post(`/api/tasks/${encodeURIComponent(seen.id)}/completion`, { digest: seen.digest, values }),
    onSettled: () => void client.invalidateQueries(),
  })
  return {
    decide: sent.mutate,
    pending: sent.isPending,
    done: sent.isSuccess,
    answer: sent.error === null ? null : answerTo(problemOf(sent.error)),
    reset: sent.reset,
  }
}
