import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { pacticipantsQuery } from '../data/pacticipants.ts'
import fields from './fields.module.css'

interface ApplicationFieldProps {
  readonly name: string
  readonly label?: string
  readonly value?: string
  readonly isRequired?: boolean
}

/** An application to type or choose; it is a field of the form around it. */
export function ApplicationField({ name, label = 'Application', value, isRequired }: ApplicationFieldProps) {
  const { data: pacticipants = [] } = useQuery(pacticipantsQuery)
  const names = useId()
  return (
    <label className={fields.field}>
      <span>{label}</span>
      <input name={name} list={names} defaultValue={value} required={isRequired} autoComplete="off" />
      <datalist id={names}>
        {pacticipants.map((pacticipant) => (
          <option key={pacticipant.name} value={pacticipant.name} />
        ))}
      </datalist>
    </label>
  )
}
