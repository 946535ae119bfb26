import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { EnvironmentOptions } from '../../components/EnvironmentOptions.tsx'
import fields from '../../components/fields.module.css'
import { environmentsQuery } from '../../data/environments.ts'
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
const TYPING_MS = 250

function useGo() {
  const navigate = useNavigate()
  return (change: Partial<NetworkSearch>, replace = false) =>
    void navigate({ to: '/network', search: (before) => ({ ...before, ...change }), replace })
}

/** What is typed goes into the address when the typing pauses. */
function Find({ search, foundCount, onNext }: Pick<FiltersProps, 'search' | 'foundCount' | 'onNext'>) {
  const go = useGo()
  const [text, setText] = useState(search.q ?? '')
  useEffect(() => setText(search.q ?? ''), [search.q])
  useEffect(() => {
    if (text === (search.q ?? '')) return undefined
    const timer = setTimeout(() => go({ q: text || undefined }, true), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, search])
  return (
    <label className={fields.field}>
      <span>
        Find
        <span role="status">{foundCount === undefined ? '' : ` · ${foundCount} found`}</span>
      </span>
      <input
        type="search"
        value={text}
        placeholder="Name"
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onNext()
        }}
      />
    </label>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly value: string | undefined
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChoose: (value: string | undefined) => void
}

function Choice({ name, value = '', options, onChoose }: ChoiceProps) {
  return (
    <label className={fields.field}>
      <span>{name}</span>
      <select value={value} onChange={({ target }) => onChoose(target.value || undefined)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

function Around({ search, names }: Pick<FiltersProps, 'search' | 'names'>) {
  const go = useGo()
  const { focus, steps = 1, direction = 'both' } = search
  // One that is not here can still be in the address.
  const options = focus === undefined || names.includes(focus) ? names : [focus, ...names]
  return (
    <>
      <Choice
        name="Around"
        value={focus}
        options={[['', 'Everything'], ...options.map((name) => [name, name] as const)]}
        onChoose={(name) => go({ focus: name, selected: name })}
      />
      {focus !== undefined && (
        <>
          <Choice
            name="Steps"
            value={String(steps)}
            options={['1', '2', '3', '4', '5'].map((step) => [step, step])}
            onChoose={(step) => go({ steps: Number(step) })}
          />
          <Choice
            name="Direction"
            value={direction}
            options={directions.map((one) => [one, directionNames[one]])}
            onChoose={(chosen) => go({ direction: directions.find((one) => one === chosen) })}
          />
        </>
      )}
    </>
  )
}

export function Filters({ search, names, labels, teams, foundCount, onNext }: FiltersProps) {
  const go = useGo()
  const { data: environments = [] } = useQuery(environmentsQuery)
  return (
    <div className={css.filters}>
      <Find search={search} foundCount={foundCount} onNext={onNext} />
      <Around search={search} names={names} />
      <label className={fields.field}>
        <span>Environment</span>
        <select
          value={search.environment ?? ''}
          onChange={({ target }) => go({ environment: target.value || undefined })}
        >
          <option value="">Any</option>
          <EnvironmentOptions environments={environments} />
        </select>
      </label>
      <Choice
        name="Label"
        value={search.label}
        options={[['', 'Any'], ...labels.map((label) => [label, label] as const)]}
        onChoose={(label) => go({ label })}
      />
      <Choice
        name="Team"
        value={search.team}
        options={[['', 'Any'], ...teams.map((team) => [team, team] as const)]}
        onChoose={(team) => go({ team })}
      />
      <Choice
        name="Colour by"
        value={search.colour ?? 'state'}
        options={colourings.map((one) => [one, colourNames[one]])}
        onChoose={(chosen) => go({ colour: colourings.find((one) => one === chosen) })}
      />
    </div>
  )
}
