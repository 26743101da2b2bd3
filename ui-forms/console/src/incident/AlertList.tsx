import type { Alert } from '../api/types'
import { Severity } from '../ui/Marks'
import { Section } from '../ui/Section'
import { When } from '../ui/When'

export function AlertList({ alerts }: { alerts: Alert[] }) {
  return (
    <Section title="Alerts" note={alerts.length}>
      {alerts.length === 0 ? (
        <p className="nothing">No alert: somebody opened this incident by hand.</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">Alert</th>
              <th scope="col">Host</th>
              <th scope="col">Account</th>
              <th scope="col">Received</th>
            </tr>
          </thead>
          <tbody>
            {alerts.map((alert) => (
              <tr key={alert.id}>
                <td>
                  <Severity severity={alert.severity} />
                </td>
                <td className="main-cell">
                  <span className="title">{alert.title}</span>
                  <span className="quiet mono small">
                    {alert.source} {alert.reference}
                    {alert.ruleId === null ? '' : ` · rule ${alert.ruleId}`}
                  </span>
                </td>
                <td data-label="Host">{alert.host ?? '–'}</td>
                <td data-label="Account">{alert.account ?? '–'}</td>
                <td data-label="Received">
                  <When at={alert.receivedAt} align="end" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
