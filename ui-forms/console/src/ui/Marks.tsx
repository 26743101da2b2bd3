import { Tag } from '@carbon/react'
import type { IncidentStatus, RunState } from '../api/types'

type Colour = 'red' | 'magenta' | 'purple' | 'blue' | 'cyan' | 'teal' | 'green' | 'gray' | 'high-contrast'

const SEVERITIES: readonly { text: string; colour: Colour }[] = [
  { text: 'Unknown', colour: 'gray' },
  { text: 'Informational', colour: 'gray' },
  { text: 'Low', colour: 'blue' },
  { text: 'Medium', colour: 'purple' },
  { text: 'High', colour: 'magenta' },
  { text: 'Critical', colour: 'red' },
  { text: 'Fatal', colour: 'high-contrast' },
]

export const severityChoices = SEVERITIES.map(({ text }, severity) => ({ value: String(severity), text }))

/** The OCSF severity: number and word, the colour only helps. */
export function Severity({ severity, text }: { severity: number; text?: string }) {
  const known = SEVERITIES[severity]
  return (
    <Tag size="sm" type={known?.colour ?? 'gray'} className="mark">
      {severity} {text ?? known?.text ?? 'Unknown'}
    </Tag>
  )
}

const STATUSES: Record<IncidentStatus, { text: string; colour: Colour }> = {
  new: { text: 'New', colour: 'blue' },
  'in-progress': { text: 'In progress', colour: 'teal' },
  'on-hold': { text: 'On hold', colour: 'purple' },
  resolved: { text: 'Resolved', colour: 'green' },
  closed: { text: 'Closed', colour: 'gray' },
}

export const statusChoices = Object.entries(STATUSES).map(([value, { text }]) => ({ value, text }))

export function Status({ status }: { status: IncidentStatus }) {
  const known = STATUSES[status]
  return (
    <Tag size="sm" type={known?.colour ?? 'gray'} className="mark">
      {known?.text ?? status}
    </Tag>
  )
}

const RUN_STATES: Record<RunState, { text: string; colour: Colour }> = {
  requested: { text: 'Requested', colour: 'gray' },
  running: { text: 'Running', colour: 'blue' },
  completed: { text: 'Completed', colour: 'green' },
  cancelled: { text: 'Cancelled', colour: 'gray' },
  failed: { text: 'Failed', colour: 'red' },
  blocked: { text: 'Blocked', colour: 'red' },
}

export function RunMark({ state }: { state: RunState }) {
  const known = RUN_STATES[state]
  return (
    <Tag size="sm" type={known?.colour ?? 'gray'} className="mark">
      {known?.text ?? state}
    </Tag>
  )
}
