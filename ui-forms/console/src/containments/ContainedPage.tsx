import { useQuery } from '@tanstack/react-query'
import { queries } from '../api/queries'
import { Freshness } from '../incidents/Freshness'
import { Loaded } from '../ui/Loaded'
import { useTitle } from '../ui/useTitle'
import { ContainmentTable } from './ContainmentTable'

export function ContainedPage() {
  useTitle('Contained now')
  const contained = useQuery(queries.containments())
  return (
    <>
      <header className="page-head">
        <h1>Contained now</h1>
        <Freshness at={contained.dataUpdatedAt} failed={contained.isError} />
      </header>
      <p className="quiet lead">Everything Cordon holds at this moment, over all incidents.</p>
      <Loaded query={contained} what="the register">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <p className="nothing">Nothing is contained.</p>
            ) : (
              <ContainmentTable containments={items} />
            )}
            {next !== null && <p className="alarm">▲ There are more than the {items.length} shown.</p>}
          </>
        )}
      </Loaded>
    </>
  )
}
