import { Link } from '@tanstack/react-router'
import type { Containment } from '../api/types'
import { wordsFor } from '../ui/actions'
import { TargetView } from '../ui/TargetView'
import { When } from '../ui/When'
import { ReleaseButton } from './ReleaseButton'

interface Props {
  containments: Containment[]
  /** The incident everything belongs to, when the list is one incident's. */
  incident?: string
}

export function ContainmentTable({ containments, incident }: Props) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Target</th>
          <th scope="col">State</th>
          <th scope="col">Since</th>
          {incident === undefined && <th scope="col">Incident</th>}
          <th scope="col">
            <span className="unseen">Release</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {containments.map((containment) => (
          <tr key={containment.id}>
            <td className="main-cell">
              <TargetView target={containment.target} />
            </td>
            <td data-label="State">
              <ContainmentState containment={containment} />
            </td>
            <td data-label="Since">
              <When at={containment.since} />
            </td>
            {incident === undefined && (
              <td data-label="Incident">
                <IncidentLink number={containment.incident} />
              </td>
            )}
            <td className="act-cell">
              <ReleaseButton containment={containment} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ContainmentState({ containment }: { containment: Containment }) {
  return (
    <>
      <strong>{wordsFor(containment.action).state}</strong>{' '}
      {containment.verified ? (
        <span className="good">✓ seen to be so</span>
      ) : (
        <span className="warn">▲ accepted, not seen to be so</span>
      )}
    </>
  )
}

function IncidentLink({ number }: { number: string | undefined }) {
  if (number === undefined) return <span className="quiet">not told</span>
  return (
    <Link to="/incidents/$number" params={{ number }} className="mono">
      {number}
    </Link>
  )
}
