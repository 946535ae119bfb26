import { type WebhooksOverview, webhookEventNames, webhookStates } from '@tallystick/client/wire'
import { Link, useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useCallback } from 'react'
import { SearchField } from '../../components/SearchField.tsx'
import { eventWords } from './events.ts'
import { webhookMarks } from './marks.ts'
import type { WebhooksSearch } from './search.ts'
import chips from '../../components/chips.module.css'
import css from '../../components/filters.module.css'
import fields from '../../components/fields.module.css'

interface WebhookFiltersProps {
  readonly search: WebhooksSearch
  readonly counts: WebhooksOverview['counts']
}

function States({ search, counts }: WebhookFiltersProps) {
  return (
    <nav aria-label="State" className={chips.chips}>
      {[undefined, ...webhookStates].map((state) => (
        <Link
          key={state ?? 'all'}
          to="/webhooks"
          search={{ ...search, state, page: undefined }}
          className={chips.chip}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={search.state === state ? 'page' : undefined}
        >
          {state ? webhookMarks[state].name : 'All'}{' '}
          <span className={chips.count}>{state ? (counts.states[state] ?? 0) : counts.webhooks}</span>
        </Link>
      ))}
    </nav>
  )
}

export function WebhookFilters({ search, counts }: WebhookFiltersProps) {
  const navigate = useNavigate()
  const searchFor = useCallback(
    (q: string | undefined) =>
      void navigate({ to: '/webhooks', search: (before) => ({ ...before, q, page: undefined }), replace: true }),
    [navigate, search],
  )
  return (
    <div className={css.filters}>
      <States search={search} counts={counts} />
      <div className={css.fields}>
        <SearchField label="Webhook" value={search.q} placeholder="Description, URL or name" onSearch={searchFor} />
        <label className={fields.field}>
          <span>Event</span>
          <select
            value={search.event ?? ''}
            onChange={({ target }) => {
              const event = webhookEventNames.find((name) => name === target.value)
              void navigate({ to: '/webhooks', search: (before) => ({ ...before, event, page: undefined }) })
            }}
          >
            <option value="">Any</option>
            {webhookEventNames.map((name) => (
              <option key={name} value={name}>
                {eventWords[name].name}
              </option>
            ))}
          </select>
        </label>
        {search.pacticipant && (
          <Link to="/webhooks" search={{ ...search, pacticipant: undefined, page: undefined }} className={css.chosen}>
            Application: {search.pacticipant} <X size={14} aria-hidden />
            <span className="visually-hidden">Remove this filter</span>
          </Link>
        )}
      </div>
    </div>
  )
}
