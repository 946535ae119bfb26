import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import tabs from '../../components/tabs.module.css'
import { routePath } from '../../paths.ts'
import { Badges } from './Badges.tsx'
import { Header } from './Header.tsx'
import { Integrations } from './Integrations.tsx'
import { Interactions } from './Interactions.tsx'
import { pacticipantQuery } from './queries.ts'
import { type ApplicationSearch, type Part, parts } from './search.ts'
import { Timeline } from './Timeline.tsx'

export const route = createLazyRoute(routePath(pages.pacticipant))({ component: Application })

/** What every part of the page is about. */
export interface PartProps {
  readonly pacticipant: string
  readonly mainBranch: string | undefined
  readonly search: ApplicationSearch
}

const shown: Readonly<Record<Part, { readonly name: string; readonly show: (props: PartProps) => ReactNode }>> = {
  integrations: { name: 'Integrations', show: Integrations },
  timeline: { name: 'Timeline', show: Timeline },
  interactions: { name: 'Interactions', show: Interactions },
  badges: { name: 'Badges', show: Badges },
}

function Tabs({ pacticipant, current }: { readonly pacticipant: string; readonly current: Part }) {
  return (
    <nav aria-label="Parts of the application" className={tabs.tabs}>
      {parts.map((part) => (
        <Link
          key={part}
          to="/pacticipants/$pacticipant"
          params={{ pacticipant }}
          search={{ tab: part === 'integrations' ? undefined : part }}
          className={tabs.tab}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={part === current ? 'page' : undefined}
        >
          {shown[part].name}
        </Link>
      ))}
    </nav>
  )
}

function Unknown({ pacticipant }: { readonly pacticipant: string }) {
  return (
    <>
      <PageHeader title={pacticipant} />
      <Message title={`There is no application called ${pacticipant}`} actions={<Link to="/">To the overview</Link>}>
        <p>The name may be mistyped, or the application was deleted. It comes to be with the first contract.</p>
      </Message>
    </>
  )
}

function Application() {
  const { pacticipant } = route.useParams()
  const search = route.useSearch()
  const { data } = useSuspenseQuery(pacticipantQuery(pacticipant))
  if (!data) return <Unknown pacticipant={pacticipant} />
  const current = search.tab ?? 'integrations'
  const Part = shown[current].show
  return (
    <>
      <Header application={data} />
      <Tabs pacticipant={pacticipant} current={current} />
      <Suspense fallback={<Loading />}>
        <Part pacticipant={pacticipant} mainBranch={data.mainBranch} search={search} />
      </Suspense>
    </>
  )
}
