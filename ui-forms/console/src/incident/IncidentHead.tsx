import type { Incident } from '../api/types'
import { Severity, Status } from '../ui/Marks'
import { When } from '../ui/When'
import { StartPlaybook } from './StartPlaybook'

export function IncidentHead({ incident }: { incident: Incident }) {
  return (
    <header className="incident-head">
      <div>
        <p className="mono quiet">{incident.number}</p>
        <h1>{incident.title}</h1>
        <p className="incident-marks">
          <Severity severity={incident.severity} text={incident.severityText} />
          <Status status={incident.status} />
          <span>
            Assignee <strong>{incident.assignee ?? 'nobody'}</strong>
          </span>
          <span>
            Opened <When at={incident.openedAt} />
          </span>
          <span>
            Changed <When at={incident.updatedAt} />
          </span>
        </p>
      </div>
      <StartPlaybook incident={incident} />
    </header>
  )
}
