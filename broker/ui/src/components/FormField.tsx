import { type ReactNode, useId } from 'react'
import { prefix } from '../data/broker.ts'
import css from './FormField.module.css'

/** What ties the words around a field to it. */
interface Ties {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean | undefined
}

interface FormFieldProps {
  readonly label: string
  /** The ends of sentences that begin with the label. */
  readonly errors?: readonly string[] | undefined
  readonly hint?: ReactNode
  readonly children: (ties: Ties) => ReactNode
}

/** A field with its name above, and below what to know of it and what the broker has against it. */
export function FormField({ label, errors = [], hint, children }: FormFieldProps) {
  const id = useId()
  const isWrong = errors.length > 0
  const described = [isWrong && `${id}-errors`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': isWrong || undefined })}
      {isWrong && <FieldProblems id={`${id}-errors`} label={label} errors={errors} />}
      {hint && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** The broker points to its documentation by paths. */
function Sentence({ text }: { readonly text: string }) {
  const [, before = text, path, after] = /^(.*?)(\/doc\/[\w#/-]+)(.*)$/s.exec(text) ?? []
  if (path === undefined) return before
  return (
    <>
      {before}
      <a href={prefix + path}>{path}</a>
      {after}
    </>
  )
}

interface FieldProblemsProps {
  readonly id?: string
  readonly label: string
  readonly errors?: readonly string[] | undefined
}

export function FieldProblems({ id, label, errors = [] }: FieldProblemsProps) {
  if (errors.length === 0) return null
  return (
    <ul id={id} className={css.errors}>
      {errors.map((error) => (
        <li key={error}>
          {label} <Sentence text={error} />
        </li>
      ))}
    </ul>
  )
}
