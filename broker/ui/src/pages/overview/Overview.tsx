import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Message } from '../../components/states.tsx'
import { routePath } from '../../paths.ts'
import { Filters } from './Filters.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { IntegrationTable } from './IntegrationTable.tsx'
import { overviewQuery } from './queries.ts'
import type { OverviewSearch } from './search.ts'

export const route = createLazyRoute(routePath(pages.overview))({ component: Overview })

const isFiltered = ({ q, label, team, environment, state }: OverviewSearch) =>
  Boolean(q ?? label ?? team ?? environment ?? state)

function Overview() {
  const search = route.useSearch()
  const { data } = useSuspenseQuery(overviewQuery(search))
  const items = data._embedded.integrations
  if (data.counts.integrations === 0 && !isFiltered(search)) {
    return (
      <>
        <PageHeader title="Overview" />
        <FirstSteps />
      </>
    )
  }
  return (
    <>
      <PageHeader title="Overview" />
      <Filters search={search} counts={data.counts} />
      {items.length === 0 ? (
        <Message title="Nothing is like that" role="status" actions={<Link to="/">Show everything</Link>}>
          <p>No consumer and provider match these filters.</p>
        </Message>
      ) : (
        <IntegrationTable items={items} search={search} />
      )}
      <Pager
        page={data.page}
        of="integrations"
        link={(page, text) => (
          <Link to="/" search={{ ...search, page }}>
            {text}
          </Link>
        )}
        sizeLink={(size) => (
          <Link to="/" search={{ ...search, size, page: undefined }}>
            {size}
          </Link>
        )}
      />
    </>
  )
}
