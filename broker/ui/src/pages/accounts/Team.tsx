import { type Team as Known, pages } from '@tallystick/client/wire'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Message } from '../../components/states.tsx'
import { Time } from '../../components/Time.tsx'
import { broker } from '../../data/broker.ts'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { Applications } from './Applications.tsx'
import { Members } from './Members.tsx'
import { TeamDialog } from './TeamDialog.tsx'
import { TeamTokens } from './TeamTokens.tsx'
import { teamQuery } from './queries.ts'
import css from './accounts.module.css'

export const route = createLazyRoute(routePath(pages.team))({ component: Team })

function DeleteDialog({ team, onClose }: { readonly team: Known; readonly onClose: () => void }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const run = useMutation({
    mutationFn: () => broker.deleteTeam(team.uuid),
    async onSuccess() {
      await navigate({ to: '/teams' })
      await queries.invalidateQueries()
    },
  })
  return (
    <ConfirmDialog title={`Delete ${team.name}?`} action="Delete team" run={run} onClose={onClose}>
      <p>
        Its applications belong to nobody from then on, so that every team may change them. Its members stay, without
        this role, and tokens that reach nothing else count for nothing. It cannot be undone.
      </p>
    </ConfirmDialog>
  )
}

function Actions({ team }: { readonly team: Known }) {
  const [dialog, setDialog] = useState<'rename' | 'delete'>()
  const refusal = useMay('administer', 'everything')
  return (
    <>
      <Button refusal={refusal} onPress={() => setDialog('rename')}>
        Rename
      </Button>
      <Button look="danger" refusal={refusal} onPress={() => setDialog('delete')}>
        Delete
      </Button>
      {dialog === 'rename' && <TeamDialog team={team} onClose={() => setDialog(undefined)} />}
      {dialog === 'delete' && <DeleteDialog team={team} onClose={() => setDialog(undefined)} />}
    </>
  )
}

function Unknown({ team }: { readonly team: string }) {
  return (
    <>
      <PageHeader title="No such team" above={<Link to="/teams">Teams</Link>} />
      <Message title={`There is no team called ${team}`} actions={<Link to="/teams">To the teams</Link>}>
        <p>The name may be mistyped, or the team was renamed or deleted.</p>
      </Message>
    </>
  )
}

function Team() {
  const { team: key } = route.useParams()
  const { data: team } = useSuspenseQuery(teamQuery(key))
  if (!team) return <Unknown team={key} />
  return (
    <>
      <PageHeader title={team.name} above={<Link to="/teams">Teams</Link>} actions={<Actions team={team} />}>
        <span>
          Team since <Time at={team.createdAt} />
        </span>
        <Link to="/" search={{ team: team.name }}>
          How its contracts stand
        </Link>
        <Link to="/network" search={{ team: team.name, colour: 'team' }}>
          Network
        </Link>
      </PageHeader>
      <div className={css.part}>
        <Applications team={team} />
        <Members team={team} />
        <TeamTokens team={team} />
      </div>
    </>
  )
}
