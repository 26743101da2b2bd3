import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isSignedOut, problemOf } from './problem'

/** Reads are retried, writes never: a decision whose answer was lost may well have been taken. */
export function queryClient(signedOut: () => void): QueryClient {
  const watch = (failure: unknown) => {
    if (isSignedOut(problemOf(failure))) signedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        retry: (count, failure) => count < 2 && mayPass(problemOf(failure).status),
        staleTime: 1_000,
      },
      mutations: { retry: false },
    },
  })
}

function mayPass(status: number): boolean {
  return status === 0 || status === 429 || status >= 500
}
