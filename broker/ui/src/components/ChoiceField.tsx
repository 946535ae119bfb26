import { useState } from 'react'
import fields from './fields.module.css'

export type Option<Value extends string> = readonly [value: Value, name: string]

/** Options that are called what they are. */
export const named = <Value extends string>(values: readonly Value[]) =>
  values.map((value): Option<Value> => [value, value])

interface ChoiceFieldProps<Value extends string> {
  readonly label: string
  /** What is chosen now, as the address says. It can be chosen whether it is among the options or not. */
  readonly value: Value | undefined
  readonly options: readonly Option<Value>[]
  /** To choose nothing. Without it something is always chosen. */
  readonly nothing?: string | undefined
  readonly onChoose: (value: Value | undefined) => void
  readonly className?: string | undefined
}

/** One of several, for the address. It is shown as chosen at once, not when the page for it is there. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, value, options, nothing, onChoose, className = '' } = props
  const [field, setField] = useState({ value, chosen: value })
  if (field.value !== value) setField({ value, chosen: value })
  const isListed = value === undefined || options.some(([option]) => option === value)
  const all = isListed ? options : [[value, value] as const, ...options]
  return (
    <label className={`${fields.field} ${className}`}>
      <span>{label}</span>
      <select
        value={field.chosen ?? ''}
        onChange={({ target }) => {
          const chosen = all.find(([option]) => option === target.value)?.[0]
          setField({ value, chosen })
          onChoose(chosen)
        }}
      >
        {nothing !== undefined && <option value="">{nothing}</option>}
        {all.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
