import { type OverviewOrder, integrationStates, overviewOrders } from '@tallystick/client/wire'
import type { Overview } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import chips from '../../components/chips.module.css'
import css from '../../components/filters.module.css'
import fields from '../../components/fields.module.css'
import { stateMarks } from '../../components/StateMark.tsx'
import { EnvironmentOptions } from '../../components/EnvironmentOptions.tsx'
import { environmentsQuery } from '../../data/environments.ts'
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

const TYPING_MS = 250

/** What is typed goes into the address when the typing pauses. */
function SearchText({ search }: { readonly search: OverviewSearch }) {
  const navigate = useNavigate()
  const [text, setText] = useState(search.q ?? '')
  useEffect(() => setText(search.q ?? ''), [search.q])
  useEffect(() => {
    if (text === (search.q ?? '')) return undefined
    const timer = setTimeout(() => {
      void navigate({
        to: '/',
        search: (before) => ({ ...before, q: text || undefined, page: undefined }),
        replace: true,
      })
    }, TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, search, navigate])
  return (
    <label className={fields.field}>
      <span>Application</span>
      <input type="search" value={text} placeholder="Part of a name" onChange={({ target }) => setText(target.value)} />
    </label>
  )
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

export function Filters({ search, counts }: FiltersProps) {
  const navigate = useNavigate()
  const { data: environments = [] } = useQuery(environmentsQuery)
  const { data: teams = [] } = useQuery(teamsQuery)
  // What the address says stays chosen, whether it is known or not.
  const listed = search.team === undefined || teams.includes(search.team) ? teams : [search.team, ...teams]
  const go = (change: Partial<OverviewSearch>) =>
    void navigate({ to: '/', search: (before) => ({ ...before, ...change, page: undefined }) })
  return (
    <div className={css.filters}>
      <States search={search} counts={counts} />
      <div className={css.fields}>
        <SearchText search={search} />
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
        {listed.length > 0 && (
          <label className={fields.field}>
            <span>Team</span>
            <select value={search.team ?? ''} onChange={({ target }) => go({ team: target.value || undefined })}>
              <option value="">Any</option>
              {listed.map((team) => (
                <option key={team} value={team}>
                  {team}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className={fields.field}>
          <span>Order</span>
          <select
            value={search.order ?? 'attention'}
            onChange={({ target }) => go({ order: overviewOrders.find((order) => order === target.value) })}
          >
            {overviewOrders.map((order) => (
              <option key={order} value={order}>
                {orderNames[order]}
              </option>
            ))}
          </select>
        </label>
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
