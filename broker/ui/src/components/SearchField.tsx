import { useEffect, useState } from 'react'
import fields from './fields.module.css'

const TYPING_MS = 250

interface SearchFieldProps {
  readonly label: string
  /** What is searched for now, as the address says. */
  readonly value: string | undefined
  readonly placeholder?: string
  readonly onSearch: (text: string | undefined) => void
}

/** Text to search for. It is searched when the typing pauses. */
export function SearchField({ label, value = '', placeholder, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return undefined
    const timer = setTimeout(() => onSearch(text || undefined), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, value, onSearch])
  return (
    <label className={fields.field}>
      <span>{label}</span>
      <input type="search" value={text} placeholder={placeholder} onChange={({ target }) => setText(target.value)} />
    </label>
  )
}
