import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useCallback } from 'react'
import { EnvironmentOptions } from '../../components/EnvironmentOptions.tsx'
import fields from '../../components/fields.module.css'
import { SearchField } from '../../components/SearchField.tsx'
import { environmentsQuery } from '../../data/environments.ts'
import type { BoardSearch } from './search.ts'
import css from './BoardFilters.module.css'

export function BoardFilters({ search }: { readonly search: BoardSearch }) {
  const navigate = useNavigate()
  const { data: environments = [] } = useQuery(environmentsQuery)
  const go = useCallback(
    (change: Partial<BoardSearch>, replace = false) =>
      void navigate({ to: '/environments', search: (before) => ({ ...before, ...change, page: undefined }), replace }),
    [navigate, search],
  )
  const find = useCallback((q: string | undefined) => go({ q }, true), [go])
  return (
    <div className={css.filters}>
      <SearchField label="Application" value={search.q} placeholder="Part of a name" onSearch={find} />
      <label className={fields.field}>
        <span>Environment</span>
        <select
          value={search.environment ?? ''}
          onChange={({ target }) => go({ environment: target.value || undefined })}
        >
          <option value="">All</option>
          <EnvironmentOptions environments={environments} />
        </select>
      </label>
      {search.label && (
        <Link to="/environments" search={{ ...search, label: undefined, page: undefined }} className={css.label}>
          Label: {search.label} <X size={14} aria-hidden />
          <span className="visually-hidden">Remove this filter</span>
        </Link>
      )}
    </div>
  )
}
