import { useQuery } from '@tanstack/react-query'
import { pacticipantsQuery } from '../data/pacticipants.ts'
import fields from './fields.module.css'

interface ApplicationSelectProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChoose: (name: string | undefined) => void
}

/** Filters by an application, or by none. */
export function ApplicationSelect({ label, value, onChoose }: ApplicationSelectProps) {
  const { data: pacticipants = [] } = useQuery(pacticipantsQuery)
  const names = pacticipants.map(({ name }) => name)
  // What the address says stays chosen, whether it is known or not.
  const listed = value === undefined || names.includes(value) ? names : [value, ...names]
  return (
    <label className={fields.field}>
      <span>{label}</span>
      <select value={value ?? ''} onChange={({ target }) => onChoose(target.value || undefined)}>
        <option value="">Any</option>
        {listed.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
