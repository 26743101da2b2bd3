import { useState } from 'react'
import { useNow } from './clock'
import { local, relative, utc } from './format'

interface Props {
  at: string | null
  /** Where the exact time opens, so that it stays inside the window. */
  align?: 'start' | 'end'
  absent?: string
}

/** Relative for reading, exact for writing down. */
export function When({ at, align = 'start', absent = '–' }: Props) {
  const now = useNow()
  const [dismissed, setDismissed] = useState(false)
  if (at === null) return <span className="quiet">{absent}</span>
  return (
    <time
      className={`when when--${align}`}
      dateTime={at}
      // the exact time must be reachable by keyboard
      tabIndex={0}
      data-dismissed={dismissed}
      onKeyDown={(event) => setDismissed(event.key === 'Escape')}
      onBlur={() => setDismissed(false)}
      onMouseLeave={() => setDismissed(false)}
    >
      {relative(at, now)}
      <span className="when-exact">
        <span>{utc(at)}</span>
        <span>{local(at)} (local)</span>
      </span>
    </time>
  )
}
