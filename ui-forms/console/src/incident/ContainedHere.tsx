import type { Incident } from '../api/types'
import { ContainmentTable } from '../containments/ContainmentTable'
import { Section } from '../ui/Section'

export function ContainedHere({ incident }: { incident: Incident }) {
  const active = incident.containments.filter((containment) => containment.releasedAt === null)
  const released = incident.containments.length - active.length
  return (
    <Section title="Contained now" note={released > 0 ? `${released} released before` : undefined}>
      {active.length === 0 ? (
        <p className="nothing">Nothing is contained for this incident.</p>
      ) : (
        <ContainmentTable containments={active} incident={incident.number} />
      )}
    </Section>
  )
}
