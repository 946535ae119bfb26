import type { VerificationResults } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ApplicationSelect } from '../../components/ApplicationSelect.tsx'
import chips from '../../components/chips.module.css'
import { Command } from '../../components/Command.tsx'
import { Message } from '../../components/states.tsx'
import { brokerUrl } from '../../data/broker.ts'
import { resultsQuery } from './queries.ts'
import { ResultTable } from './ResultTable.tsx'
import type { VerificationSearch } from './search.ts'
import css from './Verification.module.css'
import pager from '../../components/Pager.module.css'

const outcomes = [
  { success: undefined, name: 'All' },
  { success: 'true', name: 'Verified' },
  { success: 'false', name: 'Failed' },
] as const

interface PartProps {
  readonly search: VerificationSearch
}

function Filters({ search }: PartProps) {
  const navigate = useNavigate()
  return (
    <div className={css.filters}>
      <nav aria-label="Outcome" className={chips.chips}>
        {outcomes.map(({ success, name }) => (
          <Link
            key={name}
            to="/verification-requests"
            search={{ ...search, success, page: undefined }}
            className={chips.chip}
            activeOptions={{ exact: true, explicitUndefined: true }}
            aria-current={search.success === success ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className={css.fields}>
        <ApplicationSelect
          label="Application"
          value={search.pacticipant}
          onChoose={(pacticipant) =>
            void navigate({
              to: '/verification-requests',
              search: (before) => ({ ...before, pacticipant, page: undefined }),
            })
          }
        />
      </div>
    </div>
  )
}

function NoResults({ search: { pacticipant, success } }: PartProps) {
  if ((pacticipant ?? success) !== undefined) {
    return (
      <Message
        title="Nothing is like that"
        role="status"
        actions={
          <Link to="/verification-requests" search={{ tab: 'results' }}>
            Show all results
          </Link>
        }
      >
        <p>No result matches these filters.</p>
      </Message>
    )
  }
  return (
    <Message title="Nobody has verified a contract yet" role="status">
      <div className={css.teaching}>
        <p>
          A provider verifies contracts by replaying them against itself. The build that does so publishes the result:
        </p>
        <Command
          text={`npx tally verify --provider <name> --broker-base-url ${brokerUrl} --provider-version <version> --publish`}
          label="Verify contracts and publish the results"
        />
      </div>
    </Message>
  )
}

function Pages({ search, links }: PartProps & { readonly links: VerificationResults['_links'] }) {
  const page = search.page ?? 1
  if (page === 1 && !links['next']) return null
  return (
    <nav className={pager.pager} aria-label="Pages of results">
      <p>Page {page}</p>
      <p className={pager.links}>
        {page > 1 && (
          <Link to="/verification-requests" search={{ ...search, page: page === 2 ? undefined : page - 1 }}>
            Newer results
          </Link>
        )}
        {links['next'] && (
          <Link to="/verification-requests" search={{ ...search, page: page + 1 }}>
            Older results
          </Link>
        )}
      </p>
    </nav>
  )
}

/** What providers found, newest first. */
export function Results({ search }: PartProps) {
  const { data } = useSuspenseQuery(resultsQuery(search))
  const results = data._embedded.verificationResults
  return (
    <>
      <Filters search={search} />
      {results.length > 0 ? <ResultTable results={results} /> : <NoResults search={search} />}
      <Pages search={search} links={data._links} />
    </>
  )
}
