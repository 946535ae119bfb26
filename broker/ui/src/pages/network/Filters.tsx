import { useNavigate } from '@tanstack/react-router'
import { ChoiceField, named } from '../../components/ChoiceField.tsx'
import { EnvironmentField } from '../../components/EnvironmentField.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { type NetworkSearch, colourings, directions } from './search.ts'
import css from './Filters.module.css'

interface FiltersProps {
  readonly search: NetworkSearch
  readonly names: readonly string[]
  readonly labels: readonly string[]
  readonly teams: readonly string[]
  /** How many are found, where something is looked for. */
  readonly foundCount: number | undefined
  readonly onNext: () => void
}

const directionNames = { both: 'Both', consumers: 'Consumers', providers: 'Providers' } as const
const colourNames = { state: 'State', label: 'Label', team: 'Team' } as const

function useGo() {
  const navigate = useNavigate()
  return (change: Partial<NetworkSearch>, replace = false) =>
    void navigate({ to: '/network', search: (before) => ({ ...before, ...change }), replace })
}

function Find({ search, foundCount, onNext }: Pick<FiltersProps, 'search' | 'foundCount' | 'onNext'>) {
  const go = useGo()
  return (
    <SearchField
      label={
        <>
          Find
          <span role="status">{foundCount === undefined ? '' : ` · ${foundCount} found`}</span>
        </>
      }
      value={search.q}
      placeholder="Name"
      onSearch={(q) => go({ q }, true)}
      onEnter={onNext}
    />
  )
}

function Around({ search, names }: Pick<FiltersProps, 'search' | 'names'>) {
  const go = useGo()
  const { focus, steps = 1, direction = 'both' } = search
  return (
    <>
      <ChoiceField
        label="Around"
        value={focus}
        nothing="Everything"
        options={named(names)}
        onChoose={(name) => go({ focus: name, selected: name })}
      />
      {focus !== undefined && (
        <>
          <ChoiceField
            label="Steps"
            value={String(steps)}
            options={named(['1', '2', '3', '4', '5'])}
            onChoose={(step) => go({ steps: Number(step) })}
          />
          <ChoiceField
            label="Direction"
            value={direction}
            options={directions.map((one) => [one, directionNames[one]])}
            onChoose={(chosen) => go({ direction: chosen })}
          />
        </>
      )}
    </>
  )
}

export function Filters({ search, names, labels, teams, foundCount, onNext }: FiltersProps) {
  const go = useGo()
  return (
    <div className={css.filters}>
      <Find search={search} foundCount={foundCount} onNext={onNext} />
      <Around search={search} names={names} />
      <EnvironmentField value={search.environment} onChoose={(environment) => go({ environment })} />
      <ChoiceField
        label="Label"
        value={search.label}
        nothing="Any"
        options={named(labels)}
        onChoose={(label) => go({ label })}
      />
      <ChoiceField
        label="Team"
        value={search.team}
        nothing="Any"
        options={named(teams)}
        onChoose={(team) => go({ team })}
      />
      <ChoiceField
        label="Colour by"
        value={search.colour ?? 'state'}
        options={colourings.map((one) => [one, colourNames[one]])}
        onChoose={(colour) => go({ colour })}
      />
    </div>
  )
}
