import { type Teams as Listed, pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Pager } from '../../components/Pager.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { Section } from '../../components/Section.tsx'
import { Message } from '../../components/states.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { AccountsHeader } from './AccountsHeader.tsx'
import { TeamDialog } from './TeamDialog.tsx'
import { teamListQuery } from './queries.ts'
import css from './accounts.module.css'

export const route = createLazyRoute(routePath(pages.teams))({ component: Teams })

type Item = Listed['_embedded']['teams'][number]

function TeamTable({ teams }: { readonly teams: readonly Item[] }) {
  return (
    <table role="table" className={table.table}>
      <caption className="visually-hidden">Teams</caption>
      <TableHead names={['Team', 'Members', 'Applications']} />
      <tbody role="rowgroup">
        {teams.map(({ uuid, name, members, pacticipants }) => (
          <tr key={uuid} role="row">
            <th role="rowheader" scope="row">
              <Link to="/teams/$team" params={{ team: uuid }} className={table.name}>
                {name}
              </Link>
            </th>
            <td role="cell" data-name="Members">
              {members}
            </td>
            <td role="cell" data-name="Applications">
              {pacticipants}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Nothing({ isSearched }: { readonly isSearched: boolean }) {
  if (isSearched) {
    return (
      <Message title="Nothing is like that" role="status" actions={<Link to="/teams">Show all teams</Link>}>
        <p>No team has this in its name.</p>
      </Message>
    )
  }
  return (
    <Message title="There is no team yet">
      <p>
        Applications belong to teams, and their members may change what is theirs. As long as an application belongs to
        nobody, every team may change it.
      </p>
    </Message>
  )
}

function List() {
  const search = route.useSearch()
  const { data } = useSuspenseQuery(teamListQuery(search))
  const navigate = useNavigate()
  const find = (q: string | undefined) => void navigate({ to: '/teams', search: { q }, replace: true })
  const teams = data._embedded.teams
  const isSearched = search.q !== undefined
  return (
    <>
      {(teams.length > 0 || isSearched) && (
        <div className={css.fields}>
          <SearchField label="Team" value={search.q} placeholder="Part of a name" onSearch={find} />
        </div>
      )}
      {teams.length === 0 ? <Nothing isSearched={isSearched} /> : <TeamTable teams={teams} />}
      <Pager
        page={data.page}
        of="teams"
        link={(page, text) => (
          <Link to="/teams" search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}

function Teams() {
  const [isCreating, setCreating] = useState(false)
  const refusal = useMay('administer', 'everything')
  return (
    <>
      <AccountsHeader part="Teams" />
      <Section
        title="Teams"
        actions={
          <Button refusal={refusal} onPress={() => setCreating(true)}>
            <Plus size={16} aria-hidden /> New team
          </Button>
        }
      >
        <Suspense fallback={<Loading />}>
          <List />
        </Suspense>
      </Section>
      {isCreating && <TeamDialog onClose={() => setCreating(false)} />}
    </>
  )
}
