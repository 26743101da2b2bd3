import type { EvidenceItem } from '../api/types'
import { bytes } from '../ui/format'
import { Section } from '../ui/Section'
import { When } from '../ui/When'

export function EvidenceList({ evidence }: { evidence: EvidenceItem[] }) {
  return (
    <Section title="Evidence" note={evidence.length}>
      {evidence.length === 0 ? (
        <p className="nothing">Nothing has been collected.</p>
      ) : (
        <ul className="plain">
          {evidence.map((item) => (
            <li key={item.id} className="evidence">
              <span className="title">{item.name}</span>
              <span className="quiet">
                {bytes(item.size)} · collected <When at={item.collectedAt} />
              </span>
              <span className="mono small sha">sha256 {item.sha256}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
