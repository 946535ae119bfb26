import { useSuspenseQueries } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ChoiceField, named } from '../../components/ChoiceField.tsx'
import { Message } from '../../components/states.tsx'
import type { PartProps } from './Application.tsx'
import { lanesOf } from './lanes.ts'
import parts from './parts.module.css'
import { PartPager } from './PartPager.tsx'
import { branchesQuery, timelineQuery } from './queries.ts'
import { TimelineEntry } from './TimelineEntry.tsx'
import css from './Timeline.module.css'

interface BranchFieldProps extends Pick<PartProps, 'pacticipant' | 'search'> {
  readonly names: readonly string[]
}

function BranchField({ pacticipant, search, names }: BranchFieldProps) {
  const navigate = useNavigate()
  return (
    <ChoiceField
      label="Branch"
      value={search.branch}
      nothing="All branches"
      options={named(names)}
      onChoose={(branch) =>
        void navigate({
          to: '/pacticipants/$pacticipant',
          params: { pacticipant },
          search: { tab: 'timeline', branch },
        })
      }
    />
  )
}

/** Its versions, newest first, with what happened to each. The lanes are for the eye; the list says all. */
export function Timeline({ pacticipant, mainBranch, search }: PartProps) {
  const [{ data }, { data: branches }] = useSuspenseQueries({
    queries: [timelineQuery(pacticipant, search), branchesQuery(pacticipant)],
  })
  const versions = data._embedded.versions
  if (versions.length === 0 && search.branch === undefined) {
    return (
      <Message title="It has no versions yet">
        <p>A version comes to be when it publishes contracts or results, or is deployed.</p>
      </Message>
    )
  }
  const lanes = lanesOf(versions, mainBranch)
  return (
    <>
      <div className={parts.filters}>
        <BranchField
          pacticipant={pacticipant}
          search={search}
          names={branches._embedded.branches.map(({ name }) => name)}
        />
      </div>
      {versions.length === 0 ? (
        <Message
          title="No version is on this branch"
          role="status"
          actions={
            <Link to="/pacticipants/$pacticipant" params={{ pacticipant }} search={{ tab: 'timeline' }}>
              Show all branches
            </Link>
          }
        >
          <p>The branch {search.branch} may be deleted or never have been here.</p>
        </Message>
      ) : (
        <ol aria-label="Versions, newest first" className={css.timeline}>
          {versions.map((version, row) => (
            <TimelineEntry key={version.number} pacticipant={pacticipant} version={version} lanes={lanes[row] ?? []} />
          ))}
        </ol>
      )}
      <PartPager pacticipant={pacticipant} search={search} of="versions" page={data.page} />
    </>
  )
}
