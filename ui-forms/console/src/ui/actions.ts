import type { Target } from '../api/types'

interface Words {
  /** What happens to the target, for somebody about to say yes to it. */
  does: string
  /** What it is while it lasts. */
  state: string
  undo: string
}

const WORDS: Record<string, Words> = {
  'host.isolate': { does: 'Isolate host', state: 'Isolated', undo: 'Can be undone: release the host' },
  'host.release': { does: 'Release host', state: 'Released', undo: 'Ends an isolation' },
  'account.disable': {
    does: 'Disable account',
    state: 'Disabled',
    undo: 'Can be undone: enable the account',
  },
  'account.enable': { does: 'Enable account', state: 'Enabled', undo: 'Ends a lock-out' },
  'sessions.revoke': {
    does: 'Sign out everywhere',
    state: 'Signed out',
    undo: 'Cannot be undone: they must sign in again',
  },
  'artifact.collect': { does: 'Collect evidence from', state: 'Collected', undo: 'Reads only' },
}

/** An action this console does not know is shown under its own name, never hidden. */
export function wordsFor(action: string): Words {
  return (
    WORDS[action] ?? {
      does: action,
      state: action,
      undo: 'The console does not know whether this can be undone',
    }
  )
}

/** `host.isolate` is for hosts, `account.disable` and `sessions.revoke` are for accounts. */
export function concerns(action: string, target: Target): boolean {
  const noun = action.split('.')[0]
  if (noun === 'host' || noun === 'artifact') return target.is === 'host'
  if (noun === 'account' || noun === 'sessions' || noun === 'credentials') return target.is === 'account'
  return true
}

export function targetKey(target: Target): string {
  return `${target.is}:${target.vendor}:${target.id}`
}
