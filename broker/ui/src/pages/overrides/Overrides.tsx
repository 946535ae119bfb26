import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { ApplicationSelect } from '../../components/ApplicationSelect.tsx'
import chips from '../../components/chips.module.css'
import { EnvironmentField } from '../../components/EnvironmentField.tsx'
import filters from '../../components/filters.module.css'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Message } from '../../components/states.tsx'
import { routePath } from '../../paths.ts'
import { OverrideTable } from './OverrideTable.tsx'
import { overridesQuery } from './queries.ts'
import { type OverridesSearch, overrideStates } from './search.ts'

export const route = createLazyRoute(routePath(pages.overrides))({ component: Overrides })

const stateNames = { active: 'In force', ended: 'Ended' } as const

const isFiltered = ({ state, pacticipant, environment }: OverridesSearch) =>
  Boolean(state ?? pacticipant ?? environment)

function Filters({ search }: { readonly search: OverridesSearch }) {
  const navigate = useNavigate()
  const go = (change: Partial<OverridesSearch>) =>
    void navigate({ to: '/overrides', search: (before) => ({ ...before, ...change, page: undefined }) })
  return (
    <div className={filters.filters}>
      <nav aria-label="State" className={chips.chips}>
        {[undefined, ...overrideStates].map((state) => (
          <Link
            key={state ?? 'all'}
            to="/overrides"
            search={{ ...search, state, page: undefined }}
            className={chips.chip}
            activeOptions={{ exact: true, explicitUndefined: true }}
            aria-current={search.state === state ? 'page' : undefined}
          >
            {state ? stateNames[state] : 'All'}
          </Link>
        ))}
      </nav>
      <div className={filters.fields}>
        <ApplicationSelect
          label="Application"
          value={search.pacticipant}
          onChoose={(pacticipant) => go({ pacticipant })}
        />
        <EnvironmentField value={search.environment} onChoose={(environment) => go({ environment })} />
      </div>
    </div>
  )
}

function Nothing({ search }: { readonly search: OverridesSearch }) {
  if (isFiltered(search)) {
    return (
      <Message title="Nothing is like that" role="status" actions={<Link to="/overrides">Show everything</Link>}>
        <p>No override matches these filters.</p>
      </Message>
    )
  }
  return (
    <Message title="There has been no override yet" actions={<Link to="/can-i-deploy">Can I deploy?</Link>}>
      <p>
        Where a version has to go out although the answer is no, say so there, with the reason. It is kept here, who
        allowed it and until when.
      </p>
    </Message>
  )
}

function Overrides() {
  const search = route.useSearch()
  const { data } = useSuspenseQuery(overridesQuery(search))
  const { overrides } = data._embedded
  return (
    <>
      <PageHeader title="Overrides" above={<Link to="/can-i-deploy">Can I deploy</Link>}>
        <p>Versions that were allowed into an environment although the answer was no.</p>
      </PageHeader>
      {(overrides.length > 0 || isFiltered(search)) && <Filters search={search} />}
      {overrides.length === 0 ? <Nothing search={search} /> : <OverrideTable overrides={overrides} />}
      <Pager
        page={data.page}
        of="overrides"
        link={(page, text) => (
          <Link to="/overrides" search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}
