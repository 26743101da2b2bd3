import { useMe } from './SessionGate'

export function Who() {
  const me = useMe()
  return (
    <span className="who">
      <span className="who-name">{me.name || me.username}</span>
      <span className="who-roles">{me.roles.join(', ') || 'no role'}</span>
      <a className="who-out" href="/logout">
        Sign out
      </a>
    </span>
  )
}
