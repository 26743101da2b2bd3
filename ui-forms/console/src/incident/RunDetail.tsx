import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { queries } from '../api/queries'
import type { Run } from '../api/types'
import { Loaded } from '../ui/Loaded'
import { StepList } from './StepList'

// bpmn-js is large and only needed here
const RunDiagram = lazy(() => import('./RunDiagram'))

export function RunDetail({ run }: { run: Run }) {
  const steps = useQuery(queries.steps(run.id, run.endedAt !== null))
  const bpmn = useQuery(queries.bpmn(run.playbook, run.version))
  return (
    <div className="run-detail">
      <Loaded query={bpmn} what="the playbook's diagram">
        {(xml) => (
          <Suspense fallback={<p className="quiet">Drawing …</p>}>
            <RunDiagram xml={xml} steps={steps.data?.items ?? []} title={run.playbookTitle} />
          </Suspense>
        )}
      </Loaded>
      <Loaded query={steps} what="the steps">
        {({ items }) => <StepList steps={items} />}
      </Loaded>
    </div>
  )
}
