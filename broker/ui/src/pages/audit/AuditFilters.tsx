import { auditAction, auditSubjectKind } from '@tallystick/client/wire'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
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

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value | undefined
  readonly options: readonly Value[]
  readonly onChange: (value: Value | undefined) => void
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <label className={fields.field}>
      <span>{label}</span>
      <select value={value ?? ''} onChange={({ target }) => onChange(options.find((one) => one === target.value))}>
        <option value="">Any</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {wordsOf(option)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Who, what, on what, and when: as the address has it. */
export function AuditFilters({ search }: { readonly search: AuditSearch }) {
  const navigate = useNavigate()
  const go = useCallback(
    (change: Partial<AuditSearch>, replace = false) =>
      void navigate({ to: '/audit', search: (now) => ({ ...now, ...change, before: undefined }), replace }),
    [navigate],
  )
  const byActor = useCallback((actor: string | undefined) => go({ actor }, true), [go])
  const bySubject = useCallback((subject: string | undefined) => go({ subject }, true), [go])
  return (
    <div className={filters.fields}>
      <SearchField label="Who" value={search.actor} placeholder="The whole name" onSearch={byActor} />
      <Choice
        label="Action"
        value={search.action}
        options={auditAction.options}
        onChange={(action) => go({ action })}
      />
      <Choice label="Kind" value={search.kind} options={auditSubjectKind.options} onChange={(kind) => go({ kind })} />
      <SearchField label="On what" value={search.subject} placeholder="The whole name" onSearch={bySubject} />
      <TimeField label="Since" value={search.since} onChange={(since) => go({ since })} />
      <TimeField label="Until" value={search.until} onChange={(until) => go({ until })} />
    </div>
  )
}
