import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'
import type { Task } from '../api/types'
import { Severity } from '../ui/Marks'
import { Section } from '../ui/Section'
import { Effects } from './Effects'

export function Request({ task }: { task: Task }) {
  const { request } = task
  return (
    <>
      {request.question && <p className="question">{request.question}</p>}
      {(task.approval || task.targets.length > 0) && (
        <Section
          title={task.approval ? 'What happens if you approve' : 'What it is about'}
          className="section--effects"
        >
          <Effects approval={task.approval} actions={request.actions ?? []} targets={task.targets} />
        </Section>
      )}
      <dl className="reasons">
        <dt>Reason</dt>
        <dd>{request.reason ?? <span className="quiet">none given</span>}</dd>
        {request.why && (
          <>
            <dt>Why you are asked</dt>
            <dd>{request.why}</dd>
          </>
        )}
        <dt>Requested by</dt>
        <dd>
          <Requester task={task} />
        </dd>
        {request.severity !== null && request.severity !== undefined && (
          <>
            <dt>Severity</dt>
            <dd>
              <Severity severity={request.severity} />
            </dd>
          </>
        )}
      </dl>
    </>
  )
}

/** The task itself need not say it; the run always does. */
function Requester({ task }: { task: Task }) {
  const incident = useQuery({ ...queries.incident(task.incident), enabled: !task.request.requestedBy })
  const told =
    task.request.requestedBy ?? incident.data?.runs.find((run) => run.id === task.runId)?.requestedBy
  if (told) return <>{told}</>
  return <span className="quiet">{incident.isPending ? 'reading …' : 'not known'}</span>
}
