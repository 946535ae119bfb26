import type { VerificationRequests } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ApplicationSelect } from '../../components/ApplicationSelect.tsx'
import chips from '../../components/chips.module.css'
import { Command } from '../../components/Command.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Message } from '../../components/states.tsx'
import { requestsQuery } from './queries.ts'
import { RequestItem } from './RequestItem.tsx'
import { type VerificationSearch, shownStatuses } from './search.ts'
import css from './Verification.module.css'

type Counts = VerificationRequests['counts']
type Status = (typeof shownStatuses)[number]

const statusNames: Readonly<Record<Status, string>> = {
  open: 'Waiting',
  overdue: 'Overdue',
  requested: 'Requested',
  started: 'Started',
  done: 'Done',
}

const countOf = (counts: Counts, status: Status) =>
  status === 'open' ? counts.requested + counts.started + counts.overdue : counts[status]

interface FiltersProps {
  readonly search: VerificationSearch
  readonly counts: Counts
}

function Filters({ search, counts }: FiltersProps) {
  const navigate = useNavigate()
  const go = (change: VerificationSearch) =>
    void navigate({ to: '/verification-requests', search: (before) => ({ ...before, ...change, page: undefined }) })
  return (
    <div className={css.filters}>
      <nav aria-label="State" className={chips.chips}>
        {shownStatuses.map((status) => (
          <Link
            key={status}
            to="/verification-requests"
            search={{ ...search, status: status === 'open' ? undefined : status, page: undefined }}
            className={chips.chip}
            activeOptions={{ exact: true, explicitUndefined: true }}
            aria-current={(search.status ?? 'open') === status ? 'page' : undefined}
          >
            {statusNames[status]} <span className={chips.count}>{countOf(counts, status)}</span>
          </Link>
        ))}
      </nav>
      <div className={css.fields}>
        <ApplicationSelect label="Consumer" value={search.consumer} onChoose={(consumer) => go({ consumer })} />
        <ApplicationSelect label="Provider" value={search.provider} onChoose={(provider) => go({ provider })} />
      </div>
    </div>
  )
}

const toResults = (
  <Link to="/verification-requests" search={{ tab: 'results' }}>
    See the newest results
  </Link>
)

/** Says what a request is, when there is none. */
function NothingWaits() {
  return (
    <Message title="Nothing is waiting" role="status" actions={toResults}>
      <div className={css.teaching}>
        <p>
          When a consumer publishes a contract that is new to a provider, the versions of the provider that matter are
          asked to verify it: the newest of its main branch, and those in an environment. What they have yet to verify
          stands here until the result is there.
        </p>
        <p>The broker knows the main branch of a provider when it is told:</p>
        <Command
          text="npx tally create-or-update-pacticipant --name <provider> --main-branch main"
          label="Tell the main branch of a provider"
        />
      </div>
    </Message>
  )
}

function NothingLikeThat({ search: { status } }: { readonly search: VerificationSearch }) {
  return (
    <Message
      title="Nothing is like that"
      role="status"
      actions={<Link to="/verification-requests">Show all that waits</Link>}
    >
      <p>
        No request {status && status !== 'open' ? `is ${statusNames[status].toLowerCase()}` : 'is waiting'} with these
        filters. What is done is forgotten after 30 days.
      </p>
    </Message>
  )
}

/** What is waiting for whom. */
export function Requests({ search }: { readonly search: VerificationSearch }) {
  const { data } = useSuspenseQuery(requestsQuery(search))
  const requests = data._embedded.verificationRequests
  const isAll = (search.status ?? search.consumer ?? search.provider) === undefined
  return (
    <>
      <Filters search={search} counts={data.counts} />
      {requests.length > 0 ? (
        <ul>
          {requests.map((request) => (
            <RequestItem key={request.uuid} request={request} />
          ))}
        </ul>
      ) : isAll ? (
        <NothingWaits />
      ) : (
        <NothingLikeThat search={search} />
      )}
      <Pager
        page={data.page}
        of="requests"
        link={(page, text) => (
          <Link to="/verification-requests" search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}
