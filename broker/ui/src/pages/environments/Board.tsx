import { type Board as BoardAnswer, pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Command } from '../../components/Command.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Message } from '../../components/states.tsx'
import { brokerUrl } from '../../data/broker.ts'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { BoardFilters } from './BoardFilters.tsx'
import { BoardTable, EnvironmentHead } from './BoardTable.tsx'
import { EnvironmentDialog } from './EnvironmentDialog.tsx'
import { boardQuery } from './queries.ts'
import type { BoardSearch } from './search.ts'
import css from './Board.module.css'

export const route = createLazyRoute(routePath(pages.environments))({ component: Board })

const isFiltered = ({ q, label, environment }: BoardSearch) => Boolean(q ?? label ?? environment)

function Environments({ environments }: Pick<BoardAnswer, 'environments'>) {
  return (
    <nav aria-label="Environments">
      <ul className={css.environments}>
        {environments.map((environment) => (
          <li key={environment.uuid}>
            <EnvironmentHead environment={environment} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Why there is no row, and what to do. */
function Nothing({ board, search }: { readonly board: BoardAnswer; readonly search: BoardSearch }) {
  if (isFiltered(search)) {
    return (
      <Message title="Nothing is like that" role="status" actions={<Link to="/environments">Show everything</Link>}>
        <p>No service that is in an environment matches these filters.</p>
      </Message>
    )
  }
  if (board.environments.length === 0) {
    return (
      <Message title="There is no environment yet">
        <p>An environment is where applications run together: test, production. Create one to record what is in it.</p>
      </Message>
    )
  }
  const command = `npx tally record-deployment --pacticipant <name> --version <number> --environment ${board.environments[0]?.name} --broker-base-url ${brokerUrl}`
  return (
    <>
      <Environments environments={board.environments} />
      <Message title="Nothing is recorded in an environment yet">
        <p>A pipeline records it after each deployment:</p>
      </Message>
      <Command text={command} label="Record a deployment" />
    </>
  )
}

function Board() {
  const search = route.useSearch()
  const { data } = useSuspenseQuery(boardQuery(search))
  const [isCreating, setCreating] = useState(false)
  const refusal = useMay('administer', 'everything')
  const isEmpty = data.page.totalElements === 0
  return (
    <>
      <PageHeader
        title="Environments"
        actions={
          <Button refusal={refusal} onPress={() => setCreating(true)}>
            <Plus size={16} aria-hidden /> New environment
          </Button>
        }
      >
        <p>Which version of each service is where, and whether it fits to what is there.</p>
      </PageHeader>
      <EnvironmentDialog isOpen={isCreating} onClose={() => setCreating(false)} />
      {(!isEmpty || isFiltered(search)) && <BoardFilters search={search} />}
      {isEmpty ? <Nothing board={data} search={search} /> : <BoardTable board={data} search={search} />}
      <Pager
        page={data.page}
        of="services"
        link={(page, text) => (
          <Link to="/environments" search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}
