import type { Target } from '../api/types'
import { When } from './When'

/** A target under all its names; the vendor's id is the one that counts. */
export function TargetView({ target }: { target: Target }) {
  return (
    <div className="target">
      <span className="target-name">{target.name}</span>
      <dl className="facts">
        <dt>Id</dt>
        <dd className="mono">
          {target.vendor} {target.id}
        </dd>
        {target.is === 'host' ? <HostFacts target={target} /> : <AccountFacts target={target} />}
      </dl>
    </div>
  )
}

function HostFacts({ target }: { target: Extract<Target, { is: 'host' }> }) {
  return (
    <>
      <dt>Role</dt>
      <dd>{target.role ?? 'not known'}</dd>
      {target.addresses.length > 0 && (
        <>
          <dt>Addresses</dt>
          <dd className="mono">{target.addresses.join(', ')}</dd>
        </>
      )}
      <dt>Last seen</dt>
      <dd>
        <When at={target.lastSeen} absent="not known" />
      </dd>
    </>
  )
}

function AccountFacts({ target }: { target: Extract<Target, { is: 'account' }> }) {
  return (
    <>
      <dt>Mail</dt>
      <dd>{target.mail ?? 'none'}</dd>
    </>
  )
}
