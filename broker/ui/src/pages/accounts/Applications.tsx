import type { Team } from '@tallystick/client/wire'
import { type SubmitEvent, useState } from 'react'
import { ApplicationField } from '../../components/ApplicationField.tsx'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Failure } from '../../components/Problems.tsx'
import { Section } from '../../components/Section.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { useMay } from '../../data/use-may.ts'
import css from './accounts.module.css'

interface ApplicationsProps {
  readonly team: Team
}

function LetGo({ team, name, onClose }: ApplicationsProps & { readonly name: string; readonly onClose: () => void }) {
  const run = useChange(() => broker.removeFromTeam({ team: team.uuid, pacticipant: name }), onClose)
  return (
    <ConfirmDialog title={`Let ${name} go?`} action={`Let ${name} go`} run={run} onClose={onClose}>
      <p>It belongs to nobody from then on: every team may change it, and any can take it.</p>
    </ConfirmDialog>
  )
}

function Take({ team, refusal }: ApplicationsProps & { readonly refusal: string | undefined }) {
  const take = useChange((pacticipant: string) => broker.addToTeam({ team: team.uuid, pacticipant }))
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const name = textIn(new FormData(form), 'pacticipant')
    if (name !== undefined) take.mutate(name, { onSuccess: () => form.reset() })
  }
  return (
    <form onSubmit={send} className={css.form}>
      <div className={css.fields}>
        <ApplicationField name="pacticipant" label="Take an application into the team" isRequired />
        <Button type="submit" refusal={refusal} isPending={take.isPending}>
          Take
        </Button>
      </div>
      <Failure error={take.error} />
    </form>
  )
}

/** What belongs to the team. */
export function Applications({ team }: ApplicationsProps) {
  const [leaving, setLeaving] = useState<string>()
  const refusal = useMay('administer', { team: team.uuid })
  const { pacticipants } = team._embedded
  return (
    <Section title="Applications">
      {pacticipants.length === 0 ? (
        <p className={css.soft}>No application belongs to this team yet.</p>
      ) : (
        <table role="table" className={table.table} aria-label="Applications">
          <TableHead names={['Application', 'Change']} />
          <tbody role="rowgroup">
            {pacticipants.map(({ name }) => (
              <tr key={name} role="row">
                <th role="rowheader" scope="row" className={table.name}>
                  <ApplicationLink name={name} />
                </th>
                <td role="cell" className={table.action}>
                  <Button
                    look="quiet"
                    refusal={refusal}
                    aria-label={`Let go: ${name}`}
                    onPress={() => setLeaving(name)}
                  >
                    Let go
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Take team={team} refusal={refusal} />
      {leaving !== undefined && <LetGo team={team} name={leaving} onClose={() => setLeaving(undefined)} />}
    </Section>
  )
}
