import { Link } from '@tanstack/react-router'
import type { IncidentSummary } from '../api/types'
import { Severity, Status } from '../ui/Marks'
import { When } from '../ui/When'

export function IncidentTable({ incidents }: { incidents: IncidentSummary[] }) {
  if (incidents.length === 0) return <p className="nothing">No incident matches.</p>
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Severity</th>
          <th scope="col">Incident</th>
          <th scope="col">Status</th>
          <th scope="col" className="number">
            Alerts
          </th>
          <th scope="col" className="number">
            Open tasks
          </th>
          <th scope="col" className="number">
            Contained
          </th>
          <th scope="col">Assignee</th>
          <th scope="col">Opened</th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <Row key={incident.number} incident={incident} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ incident }: { incident: IncidentSummary }) {
  return (
    <tr>
      <td>
        <Severity severity={incident.severity} text={incident.severityText} />
      </td>
      <td className="main-cell">
        <Link to="/incidents/$number" params={{ number: incident.number }} className="row-link">
          <span className="mono">{incident.number}</span> <span className="title">{incident.title}</span>
        </Link>
      </td>
      <td>
        <Status status={incident.status} />
      </td>
      <Count n={incident.alerts} label="Alerts" />
      <Count n={incident.openTasks} label="Open tasks" strong />
      <Count n={incident.contained} label="Contained" strong />
      <td data-label="Assignee">{incident.assignee ?? <span className="quiet">nobody</span>}</td>
      <td data-label="Opened">
        <When at={incident.openedAt} align="end" />
      </td>
    </tr>
  )
}

function Count({ n, label, strong = false }: { n: number; label: string; strong?: boolean }) {
  return (
    <td className="number" data-label={label}>
      {n === 0 ? <span className="quiet">0</span> : strong ? <strong>{n}</strong> : n}
    </td>
  )
}
