import { auditAction, auditSubjectKind } from '@tallystick/client/wire'
import { useNavigate } from '@tanstack/react-router'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import fields from '../../components/fields.module.css'
import filters from '../../components/filters.module.css'
import { SearchField } from '../../components/SearchField.tsx'
import type { AuditSearch } from './search.ts'
import { wordsOf } from './words.ts'

/** A time as a field of the browser has it, in the time of whoever looks. */
function localTime(time: string | undefined): string {
  if (time === undefined) return ''
  const at = new Date(time)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

interface TimeFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly onChange: (time: string | undefined) => void
}

function TimeField({ label, value, onChange }: TimeFieldProps) {
  return (
    <label className={fields.field}>
      <span>{label}</span>
      <input
        type="datetime-local"
        key={value}
        defaultValue={localTime(value)}
        onBlur={({ target }) => {
          if (target.value === localTime(value)) return
          onChange(target.value === '' ? undefined : new Date(target.value).toISOString())
        }}
      />
    </label>
  )
}

/** Who, what, on what, and when: as the address has it. */
export function AuditFilters({ search }: { readonly search: AuditSearch }) {
  const navigate = useNavigate()
  const go = (change: Partial<AuditSearch>, replace = false) =>
    void navigate({ to: '/audit', search: (now) => ({ ...now, ...change, before: undefined }), replace })
  return (
    <div className={filters.fields}>
      <SearchField
        label="Who"
        value={search.actor}
        placeholder="The whole name"
        onSearch={(actor) => go({ actor }, true)}
      />
      <ChoiceField
        label="Action"
        value={search.action}
        nothing="Any"
        options={auditAction.options.map((action) => [action, wordsOf(action)])}
        onChoose={(action) => go({ action })}
      />
      <ChoiceField
        label="Kind"
        value={search.kind}
        nothing="Any"
        options={auditSubjectKind.options.map((kind) => [kind, wordsOf(kind)])}
        onChoose={(kind) => go({ kind })}
      />
      <SearchField
        label="On what"
        value={search.subject}
        placeholder="The whole name"
        onSearch={(subject) => go({ subject }, true)}
      />
      <TimeField label="Since" value={search.since} onChange={(since) => go({ since })} />
      <TimeField label="Until" value={search.until} onChange={(until) => go({ until })} />
    </div>
  )
}
