import { useSuspenseQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Time } from '../../components/Time.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { previewBranchesQuery, previewVersionsQuery } from './queries.ts'
import type { RetentionSearch } from './search.ts'
import css from './settings.module.css'

interface PreviewOfOneProps {
  readonly pacticipant: string
  readonly search: RetentionSearch
}

function Choices({ pacticipant, search }: PreviewOfOneProps) {
  const isCurrent = (kept: 'true' | undefined) => (search.kept === kept ? 'page' : undefined)
  return (
    <nav className={css.choices} aria-label="Which versions and branches">
      <Link to="/settings" search={{ pacticipant }} aria-current={isCurrent(undefined)} activeProps={{}}>
        What would go
      </Link>
      <Link to="/settings" search={{ pacticipant, kept: 'true' }} aria-current={isCurrent('true')} activeProps={{}}>
        What would stay
      </Link>
    </nav>
  )
}

type Branches = readonly { readonly name: string; readonly updatedAt: string }[]

function BranchList({ branches, total }: { readonly branches: Branches; readonly total: number }) {
  if (branches.length === 0) return <p className={css.soft}>No branch.</p>
  return (
    <ul className={css.list}>
      {branches.map(({ name, updatedAt }) => (
        <li key={name}>
          {name}{' '}
          <span className={css.none}>
            published to <Time at={updatedAt} />
          </span>
        </li>
      ))}
      {total > branches.length && <li className={css.none}>and {total - branches.length} more</li>}
    </ul>
  )
}

type Versions = readonly { readonly number: string; readonly createdAt: string; readonly reasons: readonly string[] }[]

function VersionTable({ versions }: { readonly versions: Versions }) {
  return (
    <table className={table.table} role="table" aria-labelledby="versions">
      <TableHead names={['Version', 'First heard of', 'Why']} />
      <tbody>
        {versions.map(({ number, createdAt, reasons }) => (
          <tr key={number} role="row">
            <th role="rowheader" scope="row">
              <code>{number}</code>
            </th>
            <td role="cell" data-name="First heard of">
              <Time at={createdAt} />
            </td>
            <td role="cell">{reasons.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The versions and branches of an application that would go, or stay, each version with why. */
export function PreviewOfOne({ pacticipant, search }: PreviewOfOneProps) {
  const kept = search.kept === 'true'
  const [{ data: versions }, { data: branches }] = useSuspenseQueries({
    queries: [
      previewVersionsQuery({ pacticipant, kept, page: search.page }),
      previewBranchesQuery({ pacticipant, kept }),
    ],
  })
  return (
    <div className={css.part}>
      <div className={css.section}>
        <p>
          <Link to="/settings">All applications</Link>
        </p>
        <h2>
          What would {kept ? 'stay' : 'go'} of <ApplicationLink name={pacticipant} />
        </h2>
        <Choices pacticipant={pacticipant} search={search} />
      </div>
      <section className={css.section} aria-labelledby="versions">
        <h3 id="versions">Versions</h3>
        {versions._embedded.versions.length === 0 ? (
          <p className={css.soft}>No version.</p>
        ) : (
          <VersionTable versions={versions._embedded.versions} />
        )}
        <Pager
          page={versions.page}
          of="versions"
          link={(page, text) => (
            <Link to="/settings" search={{ ...search, page }}>
              {text}
            </Link>
          )}
        />
      </section>
      <section className={css.section} aria-labelledby="branches">
        <h3 id="branches">Branches</h3>
        <BranchList branches={branches._embedded.branches} total={branches.page.totalElements} />
      </section>
    </div>
  )
}
