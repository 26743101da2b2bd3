import { Button } from '@carbon/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { queries } from '../api/queries'
import { Loaded } from '../ui/Loaded'
import { useTitle } from '../ui/useTitle'
import { Freshness } from './Freshness'
import { IncidentFilters } from './IncidentFilters'
import { IncidentTable } from './IncidentTable'

const route = getRouteApi('/incidents')

export function IncidentsPage() {
  useTitle('Incidents')
  const filter = route.useSearch()
  const incidents = useInfiniteQuery(queries.incidents(filter))
  return (
    <>
      <header className="page-head">
        <h1>Incidents</h1>
        <Freshness at={incidents.dataUpdatedAt} failed={incidents.isError} />
      </header>
      <IncidentFilters filter={filter} />
      <Loaded query={incidents} what="the incidents">
        {({ pages }) => <IncidentTable incidents={pages.flatMap((page) => page.items)} />}
      </Loaded>
      {incidents.hasNextPage && (
        <Button
          kind="tertiary"
          size="sm"
          disabled={incidents.isFetchingNextPage}
          onClick={() => void incidents.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  )
}
