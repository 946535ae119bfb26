import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import fields from './fields.module.css'

const TYPING_MS = 250

interface SearchFieldProps {
  readonly label: ReactNode
  /** What is searched for now, as the address says. */
  readonly value: string | undefined
  readonly placeholder?: string
  readonly onSearch: (text: string | undefined) => void
  readonly onEnter?: () => void
}

/** Text to search for. It is searched when the typing pauses; what is typed before that is answered stays. */
export function SearchField({ label, value = '', placeholder, onSearch, onEnter }: SearchFieldProps) {
  const [field, setField] = useState({ text: value, value, asked: value })
  if (field.value !== value) setField({ text: field.asked === value ? field.text : value, value, asked: value })
  const { text, asked } = field
  const search = useEffectEvent(() => {
    setField((now) => ({ ...now, asked: text }))
    onSearch(text || undefined)
  })
  useEffect(() => {
    if (text === asked) return undefined
    const timer = setTimeout(() => search(), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, asked])
  return (
    <label className={fields.field}>
      <span>{label}</span>
      <input
        type="search"
        value={text}
        placeholder={placeholder}
        onChange={({ target }) => setField((now) => ({ ...now, text: target.value }))}
        onKeyDown={({ key }) => {
          if (key === 'Enter') onEnter?.()
        }}
      />
    </label>
  )
}
