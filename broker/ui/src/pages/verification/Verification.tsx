import { pages } from '@tallystick/client/wire'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import tabs from '../../components/tabs.module.css'
import { routePath } from '../../paths.ts'
import { Requests } from './Requests.tsx'
import { Results } from './Results.tsx'

export const route = createLazyRoute(routePath(pages.verificationRequests))({ component: Verification })

const parts = [
  { tab: undefined, name: 'Waiting' },
  { tab: 'results', name: 'Results' },
] as const

function Verification() {
  const search = route.useSearch()
  return (
    <>
      <PageHeader title="Verification">What providers have yet to verify, and what they found.</PageHeader>
      <nav aria-label="Parts" className={tabs.tabs}>
        {parts.map(({ tab, name }) => (
          <Link
            key={name}
            to="/verification-requests"
            search={{ tab }}
            className={tabs.tab}
            activeOptions={{ exact: true, explicitUndefined: true }}
            aria-current={search.tab === tab ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Loading />}>
        {search.tab === 'results' ? <Results search={search} /> : <Requests search={search} />}
      </Suspense>
    </>
  )
}
