import { useQuery } from '@tanstack/react-query'
import { pacticipantsQuery } from '../data/pacticipants.ts'
import { ChoiceField, named } from './ChoiceField.tsx'

interface ApplicationSelectProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChoose: (name: string | undefined) => void
}

/** Filters by an application, or by none. */
export function ApplicationSelect({ label, value, onChoose }: ApplicationSelectProps) {
  const { data: pacticipants = [] } = useQuery(pacticipantsQuery)
  const options = named(pacticipants.map(({ name }) => name))
  return <ChoiceField label={label} value={value} nothing="Any" options={options} onChoose={onChoose} />
}
