import { useNow } from '../ui/clock'
import { relative } from '../ui/format'

/** A list that is not refreshed must not look like one that is. */
export function Freshness({ at, failed }: { at: number; failed: boolean }) {
  const now = useNow()
  if (at === 0) return null
  const read = relative(new Date(at).toISOString(), now)
  return (
    <span className={failed ? 'alarm' : 'quiet'}>
      {failed ? `▲ Not refreshed since ${read}` : `Live · read ${read}`}
    </span>
  )
}
