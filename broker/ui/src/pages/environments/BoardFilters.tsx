import { Link, useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { EnvironmentField } from '../../components/EnvironmentField.tsx'
import filters from '../../components/filters.module.css'
import { SearchField } from '../../components/SearchField.tsx'
import type { BoardSearch } from './search.ts'
import css from './BoardFilters.module.css'

export function BoardFilters({ search }: { readonly search: BoardSearch }) {
  const navigate = useNavigate()
  const go = (change: Partial<BoardSearch>, replace = false) =>
    void navigate({ to: '/environments', search: (before) => ({ ...before, ...change, page: undefined }), replace })
  return (
    <div className={`${filters.fields} ${css.filters}`}>
      <SearchField
        label="Application"
        value={search.q}
        placeholder="Part of a name"
        onSearch={(q) => go({ q }, true)}
      />
      <EnvironmentField value={search.environment} nothing="All" onChoose={(environment) => go({ environment })} />
      {search.label && (
        <Link to="/environments" search={{ ...search, label: undefined, page: undefined }} className={filters.chosen}>
          Label: {search.label} <X size={14} aria-hidden />
          <span className="visually-hidden">Remove this filter</span>
        </Link>
      )}
    </div>
  )
}
