import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queries } from '../api/queries'
import type { Incident } from '../api/types'
import { useTimeline } from '../timeline/useTimeline'
import { TimelinePanel } from '../timeline/TimelinePanel'
import { Loaded } from '../ui/Loaded'
import { useTitle } from '../ui/useTitle'
import { AlertList } from './AlertList'
import { ContainedHere } from './ContainedHere'
import { EvidenceList } from './EvidenceList'
import { IncidentHead } from './IncidentHead'
import { RunList } from './RunList'
import { WaitingTasks } from './WaitingTasks'

const route = getRouteApi('/incidents/$number')

export function IncidentPage() {
  const { number } = route.useParams()
  useTitle(number)
  const incident = useQuery(queries.incident(number))
  const feed = useTimeline(number)
  useFollowing(number, feed.timeline.entries.length)

  return (
    <div className="incident">
      <Loaded query={incident} what={`incident ${number}`}>
        {(known) => <IncidentHead incident={known} />}
      </Loaded>
      <div className="columns">
        <div className="column">{incident.data && <Facts incident={incident.data} />}</div>
        <div className="column">
          <TimelinePanel feed={feed} />
        </div>
      </div>
    </div>
  )
}

function Facts({ incident }: { incident: Incident }) {
  return (
    <>
      <WaitingTasks incident={incident.number} />
      <ContainedHere incident={incident} />
      <RunList runs={incident.runs} />
      <AlertList alerts={incident.alerts} />
      <EvidenceList evidence={incident.evidence} />
    </>
  )
}

/** A new line in the timeline means that something changed: look at once instead of at the next poll. */
function useFollowing(number: string, entries: number): void {
  const client = useQueryClient()
  useEffect(() => {
    if (entries === 0) return
    const waiting = setTimeout(() => {
      void client.invalidateQueries({ queryKey: ['incident', number] })
      void client.invalidateQueries({ queryKey: ['tasks'] })
      void client.invalidateQueries({ queryKey: ['steps'] })
    }, 250)
    return () => clearTimeout(waiting)
  }, [client, number, entries])
}
