import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useId, useState } from 'react'
import { pacticipantsQuery } from '../data/pacticipants.ts'
import { teamsQuery } from '../data/teams.ts'
import { Button } from './Button.tsx'
import { FieldProblems } from './FormField.tsx'
import type { FieldErrors } from './field-errors.ts'
import fields from './fields.module.css'
import css from './choices.module.css'

/** What something reaches: all, or what belongs to teams, and applications. */
export interface ChosenReach {
  readonly isWide: boolean
  readonly teams: readonly string[]
  readonly applications: readonly string[]
}

interface ReachFieldsProps {
  readonly reach: ChosenReach
  readonly onChange: (reach: ChosenReach) => void
  readonly errors: FieldErrors
}

function Applications({ reach, onChange }: Omit<ReachFieldsProps, 'errors'>) {
  const { data: pacticipants = [] } = useQuery(pacticipantsQuery)
  const [name, setName] = useState('')
  const names = useId()
  const add = () => {
    const added = name.trim()
    if (added !== '' && !reach.applications.includes(added)) {
      onChange({ ...reach, applications: [...reach.applications, added] })
    }
    setName('')
  }
  return (
    <>
      {reach.applications.length > 0 && (
        <ul className={css.list} aria-label="Applications">
          {reach.applications.map((application) => (
            <li key={application}>
              {application}
              <Button
                look="quiet"
                aria-label={`Remove ${application}`}
                onPress={() =>
                  onChange({ ...reach, applications: reach.applications.filter((one) => one !== application) })
                }
              >
                <X size={14} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={css.add}>
        <label className={fields.field}>
          <span>An application</span>
          <input
            value={name}
            list={names}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add()
            }}
          />
        </label>
        <datalist id={names}>
          {pacticipants.map((pacticipant) => (
            <option key={pacticipant.name} value={pacticipant.name} />
          ))}
        </datalist>
        <Button onPress={add} isDisabled={name.trim() === ''}>
          <Plus size={16} aria-hidden /> Add
        </Button>
      </div>
    </>
  )
}

/** Chooses what something may change. */
export function ReachFields({ reach, onChange, errors }: ReachFieldsProps) {
  const { data: teams = [] } = useQuery(teamsQuery)
  const { isWide } = reach
  const group = useId()
  const toggle = (team: string) =>
    onChange({
      ...reach,
      teams: reach.teams.includes(team) ? reach.teams.filter((one) => one !== team) : [...reach.teams, team],
    })
  return (
    <fieldset className={css.group}>
      <legend>For</legend>
      <label className={css.choice}>
        <input type="radio" name={group} checked={!isWide} onChange={() => onChange({ ...reach, isWide: false })} />
        What belongs to teams, and single applications
      </label>
      {!isWide && (
        <div className={css.within}>
          {teams.length > 0 && (
            <div className={css.list} role="group" aria-label="Teams">
              {teams.map((team) => (
                <label key={team} className={css.choice}>
                  <input type="checkbox" checked={reach.teams.includes(team)} onChange={() => toggle(team)} />
                  {team}
                </label>
              ))}
            </div>
          )}
          <Applications reach={reach} onChange={onChange} />
        </div>
      )}
      <label className={css.choice}>
        <input type="radio" name={group} checked={isWide} onChange={() => onChange({ ...reach, isWide: true })} />
        Everything
      </label>
      <FieldProblems label="It" errors={[...(errors['reach'] ?? []), ...(errors['reach.teams'] ?? [])]} />
    </fieldset>
  )
}
