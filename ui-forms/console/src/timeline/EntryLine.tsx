import { memo } from 'react'
import type { TimelineEntry } from '../api/types'
import { clock, span } from '../ui/format'
import { When } from '../ui/When'

/** From this many seconds on, the time of recording says something of its own. */
const LATE = 10

export const EntryLine = memo(function EntryLine({ entry }: { entry: TimelineEntry }) {
  const late = (Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt)) / 1000
  return (
    <li className="entry" id={`entry-${entry.seq}`}>
      <span className="entry-seq mono quiet">{entry.seq}</span>
      <span className="entry-clock mono">{clock(entry.occurredAt).slice(11)}</span>
      <div className="entry-body">
        <p>{entry.sentence}</p>
        <p className="entry-by quiet">
          <When at={entry.occurredAt} /> · {entry.actor}
          {late >= LATE && ` · recorded ${span(Math.round(late))} later`}
        </p>
        <Detail entry={entry} />
      </div>
    </li>
  )
})

function Detail({ entry }: { entry: TimelineEntry }) {
  return (
    <details className="entry-detail">
      <summary>{entry.kind}</summary>
      <dl className="facts">
        {facts(entry).map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd className="mono">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function facts(entry: TimelineEntry): [string, string][] {
  const given = Object.entries({ ...entry.detail, ...entry.refs }).filter(([, value]) => value !== null)
  return [
    ...given.map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
    ['recorded', entry.recordedAt],
    ['hash', entry.hash],
  ]
}
