import { InlineNotification } from '@carbon/react'
import { brokenLinks, type Gap, gaps, type Timeline } from './timeline'

/** The timeline is a record; a hole or a change in it is never passed over. */
export function TimelineWarnings({ timeline, ready }: { timeline: Timeline; ready: boolean }) {
  const warnings = [
    ...(ready ? gaps(timeline) : []).map(
      (gap) => `Missing: ${numbers(gap)}. The server was asked for it and did not send it.`,
    ),
    ...timeline.altered.map(
      (seq) => `Entry ${seq} arrived twice with different content. The record may have been changed.`,
    ),
    ...brokenLinks(timeline).map(
      (seq) => `Entry ${seq} does not join the one before it: the hash chain is broken there.`,
    ),
  ]
  return warnings.map((warning) => (
    <InlineNotification
      key={warning}
      kind="warning"
      lowContrast
      hideCloseButton
      role="alert"
      title={warning}
    />
  ))
}

function numbers({ from, to }: Gap): string {
  return from === to ? `entry ${from}` : `entries ${from} to ${to}`
}
