import { Button, Loading } from '@carbon/react'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { isSignedOut, problemOf } from '../api/problem'
import { queries } from '../api/queries'
import type { Me } from '../api/types'
import { ProblemNotice } from '../ui/ProblemNotice'
import { loginAddress, signedIn, signIn } from './session'

const Session = createContext<Me>({ username: '', name: '', roles: [] })

export function useMe(): Me {
  return useContext(Session)
}

export function useRole(role: string): boolean {
  return useMe().roles.includes(role)
}

/** Nothing is shown before we know who looks. */
export function SessionGate({ children }: { children: ReactNode }) {
  const me = useQuery(queries.me())
  const signedOut = me.data === undefined && me.error !== null && isSignedOut(problemOf(me.error))
  const [wentRound, setWentRound] = useState(false)

  useEffect(() => {
    if (signedOut) setWentRound(!signIn(window.location, window.sessionStorage, Date.now()))
  }, [signedOut])
  useEffect(() => {
    if (me.data) signedIn(window.sessionStorage)
  }, [me.data, me.dataUpdatedAt])

  if (me.data) return <Session value={me.data}>{children}</Session>
  if (me.error && (!signedOut || wentRound)) {
    return (
      <main className="alone">
        <h1>Cordon</h1>
        <ProblemNotice failure={me.error} what="Cannot sign in" retry={() => void me.refetch()} />
        <Button href={loginAddress(window.location)}>Sign in</Button>
      </main>
    )
  }
  return <Loading withOverlay description="Signing in" />
}
