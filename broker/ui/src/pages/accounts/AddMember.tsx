import type { Team } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useId } from 'react'
import { Button } from '../../components/Button.tsx'
import { Failure } from '../../components/Problems.tsx'
import fields from '../../components/fields.module.css'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { everybodyQuery } from './queries.ts'
import { titled } from './titled.ts'
import css from './accounts.module.css'

interface AddMemberProps {
  readonly team: Team
  readonly refusal: string | undefined
}

/** Takes somebody into the team who has signed in before. */
export function AddMember({ team, refusal }: AddMemberProps) {
  const names = useId()
  const { data: people = [] } = useQuery({ ...everybodyQuery, enabled: refusal === undefined })
  const add = useChange(async ({ asked, role }: { readonly asked: string; readonly role: string | undefined }) => {
    const person = people.find(({ name, email }) => asked === email || asked === name)
    const chosen = team.roles.find((one) => one.role === role)
    if (!person || !chosen) throw new Error(`Nobody called ${asked} has signed in yet.`)
    return broker.setTeamMember({ team: team.uuid, person: person.uuid }, chosen.role)
  })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const data = new FormData(form)
    add.mutate({ asked: textIn(data, 'person') ?? '', role: textIn(data, 'role') }, { onSuccess: () => form.reset() })
  }
  return (
    <form onSubmit={send} className={css.form}>
      <div className={css.fields}>
        <label className={fields.field}>
          <span>Add somebody</span>
          <input name="person" list={names} placeholder="Name or e-mail address" required autoComplete="off" />
        </label>
        <datalist id={names}>
          {people.map(({ uuid, name, email }) => (
            <option key={uuid} value={email ?? name} label={name} />
          ))}
        </datalist>
        <label className={fields.field}>
          <span>As</span>
          <select name="role" defaultValue="contributor">
            {team.roles.map(({ role }) => (
              <option key={role} value={role}>
                {titled(role)}
              </option>
            ))}
          </select>
        </label>
        <Button type="submit" refusal={refusal} isPending={add.isPending}>
          Add
        </Button>
      </div>
      <Failure error={add.error} />
    </form>
  )
}
