/** What the server says, in its words. */

export interface Page<T> {
  items: T[]
  next: string | null
}

export interface Me {
  username: string
  name: string
  roles: string[]
}

export type Target = HostTarget | AccountTarget

export interface HostTarget {
  is: 'host'
  vendor: string
  id: string
  name: string
  role: string | null
  addresses: string[]
  lastSeen: string | null
}

export interface AccountTarget {
  is: 'account'
  vendor: string
  id: string
  name: string
  mail: string | null
}

export type IncidentStatus = 'new' | 'in-progress' | 'on-hold' | 'resolved' | 'closed'

export interface IncidentSummary {
  number: string
  title: string
  severity: number
  severityText: string
  status: IncidentStatus
  assignee: string | null
  openedAt: string
  updatedAt: string
  alerts: number
  openTasks: number
  contained: number
}

export interface Incident extends Omit<IncidentSummary, 'alerts'> {
  alerts: Alert[]
  runs: Run[]
  containments: Containment[]
  evidence: EvidenceItem[]
}

export interface Alert {
  id: string
  source: string
  reference: string
  title: string
  severity: number
  receivedAt: string
  ruleId: string | null
  host: string | null
  account: string | null
}

export type RunState = 'requested' | 'running' | 'completed' | 'cancelled' | 'failed' | 'blocked'

export interface Run {
  id: string
  playbook: string
  playbookTitle: string
  version: number | null
  state: RunState
  startedAt: string | null
  endedAt: string | null
  end: string | null
  requestedBy: string
}

export type StepState = 'active' | 'completed' | 'terminated' | 'incident'

export interface Step {
  elementId: string
  name: string | null
  type: string
  state: StepState
  startedAt: string
  endedAt: string | null
  instance: string
}

export interface Containment {
  id: string
  action: string
  target: Target
  since: string
  verified: boolean
  releasedAt: string | null
  incident?: string
}

export interface EvidenceItem {
  id: string
  name: string
  size: number
  sha256: string
  collectedAt: string
}

export interface TimelineEntry {
  seq: number
  occurredAt: string
  recordedAt: string
  kind: string
  actor: string
  sentence: string
  detail: Record<string, unknown>
  refs: Record<string, unknown>
  hash: string
  previousHash: string | null
}

export interface TaskSummary {
  id: string
  incident: string
  runId: string
  playbook: string
  element: string
  title: string
  formId: string
  state: 'open' | 'decided' | 'cancelled'
  groups: string[]
  dueAt: string | null
  claimedBy: string | null
  approval: boolean
  mine: boolean
  mayDecide: boolean
  whyNot: string | null
}

export interface Task extends TaskSummary {
  form: object
  request: TaskRequest
  digest: string
  targets: Target[]
}

/** The variable `request` of a human task. Review tasks add what they need. */
export interface TaskRequest {
  title: string | null
  question: string | null
  targets: Target[] | null
  actions: string[] | null
  reason: string | null
  severity: number | null
  why: string | null
  requestedBy?: string | null
  [more: string]: unknown
}

export interface Playbook {
  id: string
  title: string
}
