import { useState } from 'react'
import type { Run } from '../api/types'
import { RunMark } from '../ui/Marks'
import { Section } from '../ui/Section'
import { When } from '../ui/When'
import { RunDetail } from './RunDetail'

export function RunList({ runs }: { runs: Run[] }) {
  const newest = runs.find((run) => run.endedAt === null) ?? runs.at(-1)
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = chosen ?? newest?.id
  return (
    <Section title="Playbook runs" note={runs.length}>
      {runs.length === 0 && <p className="nothing">No playbook has run.</p>}
      <ul className="plain">
        {runs.map((run) => (
          <li key={run.id} className="run">
            <RunLine
              run={run}
              open={run.id === shown}
              onToggle={() => setChosen(run.id === shown ? '' : run.id)}
            />
            {run.id === shown && <RunDetail run={run} />}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function RunLine({ run, open, onToggle }: { run: Run; open: boolean; onToggle: () => void }) {
  return (
    <div className="run-line">
      <button type="button" className="run-toggle" aria-expanded={open} onClick={onToggle}>
        <span aria-hidden="true">{open ? '▾' : '▸'}</span> {run.playbookTitle}
      </button>
      <RunMark state={run.state} />
      {run.end !== null && <span>{run.end}</span>}
      <span className="quiet">
        {run.startedAt === null ? 'not started' : <When at={run.startedAt} />} · requested by{' '}
        {run.requestedBy}
      </span>
    </div>
  )
}
