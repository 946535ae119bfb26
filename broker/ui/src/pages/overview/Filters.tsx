import { type OverviewOrder, integrationStates, overviewOrders } from '@tallystick/client/wire'
import type { Overview } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import chips from '../../components/chips.module.css'
import css from '../../components/filters.module.css'
import { ChoiceField, named } from '../../components/ChoiceField.tsx'
import { EnvironmentField } from '../../components/EnvironmentField.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { stateMarks } from '../../components/StateMark.tsx'
import { teamsQuery } from '../../data/teams.ts'
import type { OverviewSearch } from './search.ts'

interface FiltersProps {
  readonly search: OverviewSearch
  readonly counts: Overview['counts']
}

const orderNames: Readonly<Record<OverviewOrder, string>> = {
  attention: 'What wants attention first',
  activity: 'Newest activity first',
  consumer: 'By consumer',
  provider: 'By provider',
}

function States({ search, counts }: FiltersProps) {
  const all = [undefined, ...integrationStates]
  return (
    <nav aria-label="State" className={chips.chips}>
      {all.map((state) => {
        const name = state ? stateMarks[state].name : 'All'
        const count = state ? (counts.states[state] ?? 0) : counts.integrations
        return (
          <Link
            key={name}
            to="/"
            search={{ ...search, state, page: undefined }}
            className={chips.chip}
            activeOptions={{ exact: true, explicitUndefined: true }}
            aria-current={search.state === state ? 'page' : undefined}
          >
            {name} <span className={chips.count}>{count}</span>
          </Link>
        )
      })}
    </nav>
  )
}

interface TeamFieldProps {
  readonly team: string | undefined
  readonly onChoose: (team: string | undefined) => void
}

function TeamField({ team, onChoose }: TeamFieldProps) {
  const { data: teams = [] } = useQuery(teamsQuery)
  if (teams.length === 0 && team === undefined) return null
  return <ChoiceField label="Team" value={team} nothing="Any" options={named(teams)} onChoose={onChoose} />
}

export function Filters({ search, counts }: FiltersProps) {
  const navigate = useNavigate()
  const go = (change: Partial<OverviewSearch>, replace = false) =>
    void navigate({ to: '/', search: (before) => ({ ...before, ...change, page: undefined }), replace })
  return (
    <div className={css.filters}>
      <States search={search} counts={counts} />
      <div className={css.fields}>
        <SearchField
          label="Application"
          value={search.q}
          placeholder="Part of a name"
          onSearch={(q) => go({ q }, true)}
        />
        <EnvironmentField value={search.environment} onChoose={(environment) => go({ environment })} />
        <TeamField team={search.team} onChoose={(team) => go({ team })} />
        <ChoiceField
          label="Order"
          value={search.order ?? 'attention'}
          options={overviewOrders.map((order) => [order, orderNames[order]])}
          onChoose={(order) => go({ order })}
        />
        {search.label && (
          <Link to="/" search={{ ...search, label: undefined, page: undefined }} className={css.chosen}>
            Label: {search.label} <X size={14} aria-hidden />
            <span className="visually-hidden">Remove this filter</span>
          </Link>
        )}
      </div>
    </div>
  )
}
