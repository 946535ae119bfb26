import { useQuery } from '@tanstack/react-query'
import { environmentsQuery } from '../data/environments.ts'
import { ChoiceField } from './ChoiceField.tsx'

interface EnvironmentFieldProps {
  readonly value: string | undefined
  readonly nothing?: string
  readonly onChoose: (name: string | undefined) => void
}

/** Filters by an environment, or by none. */
export function EnvironmentField({ value, nothing = 'Any', onChoose }: EnvironmentFieldProps) {
  const { data: environments = [] } = useQuery(environmentsQuery)
  return (
    <ChoiceField
      label="Environment"
      value={value}
      nothing={nothing}
      options={environments.map(({ name, displayName }) => [name, displayName ?? name])}
      onChoose={onChoose}
    />
  )
}
