import type { Member, Role, Team } from '@tallystick/client/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Failure } from '../../components/Problems.tsx'
import { Section } from '../../components/Section.tsx'
import { TableHead } from '../../components/TableHead.tsx'
import table from '../../components/table.module.css'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { useMay } from '../../data/use-may.ts'
import { AddMember } from './AddMember.tsx'
import { titled } from './titled.ts'
import css from './accounts.module.css'

interface MembersProps {
  readonly team: Team
}

interface RowProps extends MembersProps {
  readonly member: Member
  readonly refusal: string | undefined
  readonly onRemove: () => void
}

/** A choice that those who may not make it only read. */
function RoleOf({ team, member, refusal }: Omit<RowProps, 'onRemove'>) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (role: Role) => broker.setTeamMember({ team: team.uuid, person: member.uuid }, role),
    onSettled: () => queries.invalidateQueries(),
  })
  if (refusal !== undefined) return titled(member.role)
  return (
    <>
      <select
        className={css.role}
        aria-label={`Role of ${member.name}`}
        value={change.isPending ? change.variables : member.role}
        onChange={({ target }) => {
          const chosen = team.roles.find(({ role }) => role === target.value)
          if (chosen) change.mutate(chosen.role)
        }}
      >
        {team.roles.map(({ role }) => (
          <option key={role} value={role}>
            {titled(role)}
          </option>
        ))}
      </select>
      <Failure error={change.error} />
    </>
  )
}

function Row({ team, member, refusal, onRemove }: RowProps) {
  const { name, email, fromGroup } = member
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <span className={table.name}>{name}</span>
        {email !== null && email !== name && <span className={table.block}>{email}</span>}
      </th>
      <td role="cell" data-name="Role">
        <RoleOf team={team} member={member} refusal={refusal} />
      </td>
      <td role="cell">{fromGroup ? 'By a group of the identity provider' : 'By hand'}</td>
      <td role="cell" className={table.action}>
        <Button look="quiet" refusal={refusal} aria-label={`Remove ${name}`} onPress={onRemove}>
          Remove
        </Button>
      </td>
    </tr>
  )
}

function RemoveDialog({
  team,
  member,
  onClose,
}: MembersProps & { readonly member: Member; readonly onClose: () => void }) {
  const run = useChange(() => broker.removeTeamMember({ team: team.uuid, person: member.uuid }), onClose)
  return (
    <ConfirmDialog
      title={`Remove ${member.name} from ${team.name}?`}
      action={`Remove ${member.name}`}
      run={run}
      onClose={onClose}
    >
      <p>
        They and their tokens may change nothing of the team from then on. They still see everything.
        {member.fromGroup && ' Their role is given by a group: they have it again when they sign in next.'}
      </p>
    </ConfirmDialog>
  )
}

/** Who is in the team, as what, and what that means. */
export function Members({ team }: MembersProps) {
  const [leaving, setLeaving] = useState<Member>()
  const refusal = useMay('administer', { team: team.uuid })
  const { members } = team._embedded
  return (
    <Section title="Members">
      {members.length === 0 ? (
        <p className={css.soft}>Nobody is in this team yet.</p>
      ) : (
        <table role="table" className={table.table} aria-label="Members">
          <TableHead names={['Member', 'Role', 'Given', 'Change']} />
          <tbody role="rowgroup">
            {members.map((member) => (
              <Row
                key={member.uuid}
                team={team}
                member={member}
                refusal={refusal}
                onRemove={() => setLeaving(member)}
              />
            ))}
          </tbody>
        </table>
      )}
      <AddMember team={team} refusal={refusal} />
      <dl className={css.roles} aria-label="What the roles mean">
        {team.roles.map(({ role, says }) => (
          <div key={role}>
            <dt>{titled(role)}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      {leaving && <RemoveDialog team={team} member={leaving} onClose={() => setLeaving(undefined)} />}
    </Section>
  )
}
