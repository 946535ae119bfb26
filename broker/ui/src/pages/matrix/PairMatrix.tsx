import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Loading } from '../../components/Loading.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import tabs from '../../components/tabs.module.css'
import { routePath } from '../../paths.ts'
import { Grid } from './Grid.tsx'
import { LimitNote } from './LimitNote.tsx'
import { gridQuery, pairListQuery } from './queries.ts'
import { RowList } from './RowList.tsx'
import type { PairSearch } from './search.ts'
import css from './PairMatrix.module.css'

export const route = createLazyRoute(routePath(pages.matrixForPair))({ component: PairMatrix })

const TO = '/matrix/provider/$provider/consumer/$consumer'

interface PairProps {
  readonly pair: { readonly consumer: string; readonly provider: string }
  readonly search: PairSearch
}

function Views({ pair, search: { view = 'grid' } }: PairProps) {
  return (
    <nav aria-label="View" className={tabs.tabs}>
      {(['grid', 'list'] as const).map((one) => (
        <Link
          key={one}
          to={TO}
          params={pair}
          search={one === 'grid' ? {} : { view: one }}
          className={tabs.tab}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={view === one ? 'page' : undefined}
        >
          {one === 'grid' ? 'Grid' : 'List'}
        </Link>
      ))}
    </nav>
  )
}

function NoContract({ consumer, provider }: PairProps['pair']) {
  return (
    <Message
      title="Nothing to compare yet"
      role="status"
      actions={<Link to="/matrix">Compare other applications</Link>}
    >
      <p>
        {consumer} has published no contract with {provider}. When it has, its versions stand here beside those of{' '}
        {provider}, with the results between them.
      </p>
    </Message>
  )
}

interface OlderProps extends PairProps {
  readonly of: string
  readonly part: 'page' | 'providerPage'
  readonly hasOlder: boolean
}

/** The ways to other versions of one side. */
function Older({ pair, search, of, part, hasOlder }: OlderProps) {
  const page = search[part] ?? 1
  if (page === 1 && !hasOlder) return null
  return (
    <p className={css.older}>
      <span>Versions of {of}:</span>
      {page > 1 && (
        <Link to={TO} params={pair} search={{ ...search, [part]: page === 2 ? undefined : page - 1 }}>
          newer<span className="visually-hidden"> of {of}</span>
        </Link>
      )}
      {hasOlder && (
        <Link to={TO} params={pair} search={{ ...search, [part]: page + 1 }}>
          older<span className="visually-hidden"> of {of}</span>
        </Link>
      )}
    </p>
  )
}

function GridView({ pair, search }: PairProps) {
  const { page, providerPage } = search
  const { data: grid } = useSuspenseQuery(gridQuery({ ...pair, page, providerPage }))
  if (grid.consumer.versions.length === 0) return <NoContract {...pair} />
  return (
    <>
      <Grid key={JSON.stringify([page, providerPage])} grid={grid} />
      <nav aria-label="Other versions" className={css.others}>
        <Older pair={pair} search={search} of={pair.consumer} part="page" hasOlder={grid.consumer.hasOlder} />
        <Older pair={pair} search={search} of={pair.provider} part="providerPage" hasOlder={grid.provider.hasOlder} />
      </nav>
    </>
  )
}

function ListView({ pair, search }: PairProps) {
  const { data } = useSuspenseQuery(pairListQuery(pair, search))
  if (data.matrix.length === 0) return <NoContract {...pair} />
  return (
    <>
      <RowList rows={data.matrix} />
      <LimitNote
        count={data.matrix.length}
        limit={search.limit}
        more={(limit, text) => (
          <Link to={TO} params={pair} search={{ ...search, limit }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}

function PairMatrix() {
  const pair = route.useParams()
  const search = route.useSearch()
  const { consumer, provider } = pair
  return (
    <>
      <PageHeader
        title={`${consumer} and ${provider}`}
        above={<Link to="/matrix">Matrix</Link>}
        actions={
          <Link to="/matrix" search={{ q: [{ pacticipant: consumer }, { pacticipant: provider }], latestby: 'cvpv' }}>
            Ask more precisely
          </Link>
        }
      >
        <span>
          Which versions of <ApplicationLink name={consumer} /> and <ApplicationLink name={provider} /> work together.
        </span>
      </PageHeader>
      <Views pair={pair} search={search} />
      <Suspense fallback={<Loading />}>
        {search.view === 'list' ? <ListView pair={pair} search={search} /> : <GridView pair={pair} search={search} />}
      </Suspense>
    </>
  )
}
