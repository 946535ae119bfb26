import { type WebhooksOverview, webhookEventNames, webhookStates } from '@tallystick/client/wire'
import { Link, useNavigate } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { eventWords } from './events.ts'
import { webhookMarks } from './marks.ts'
import type { WebhooksSearch } from './search.ts'
import chips from '../../components/chips.module.css'
import css from '../../components/filters.module.css'

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
  const go = (change: Partial<WebhooksSearch>, replace = false) =>
    void navigate({ to: '/webhooks', search: (before) => ({ ...before, ...change, page: undefined }), replace })
  return (
    <div className={css.filters}>
      <States search={search} counts={counts} />
      <div className={css.fields}>
        <SearchField
          label="Webhook"
          value={search.q}
          placeholder="Description, URL or name"
          onSearch={(q) => go({ q }, true)}
        />
        <ChoiceField
          label="Event"
          value={search.event}
          nothing="Any"
          options={webhookEventNames.map((name) => [name, eventWords[name].name])}
          onChoose={(event) => go({ event })}
        />
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
