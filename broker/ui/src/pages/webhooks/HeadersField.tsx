import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import type { FieldErrors } from '../../components/field-errors.ts'
import { FieldProblems } from '../../components/FormField.tsx'
import type { HeaderForm } from './form.ts'
import css from './WebhookForm.module.css'

interface HeadersFieldProps {
  readonly headers: readonly HeaderForm[]
  readonly errors: FieldErrors
  readonly onChange: (headers: readonly HeaderForm[]) => void
}

interface LineProps {
  readonly header: HeaderForm
  readonly place: number
  readonly errors: readonly string[] | undefined
  readonly onChange: (header: HeaderForm) => void
  readonly onRemove: () => void
}

function Line({ header, place, errors, onChange, onRemove }: LineProps) {
  const { name, value, isStored } = header
  return (
    <li>
      <div className={css.header}>
        <input
          aria-label={`Name of header ${place}`}
          aria-invalid={errors ? true : undefined}
          value={name}
          placeholder="Name"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ ...header, name: target.value })}
        />
        <input
          aria-label={`Value of header ${place}`}
          data-template={name === '' ? `the value of header ${place}` : `the header ${name}`}
          value={value}
          placeholder={isStored ? 'Stored: empty keeps it' : 'Value'}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange({ ...header, value: target.value })}
        />
        <Button look="quiet" aria-label={`Remove header ${place}`} onPress={onRemove}>
          <Trash2 size={16} aria-hidden />
        </Button>
      </div>
      <FieldProblems label={name} errors={errors} />
    </li>
  )
}

/** Headers that look like credentials are secrets: the broker does not show their values again. */
export function HeadersField({ headers, errors, onChange }: HeadersFieldProps) {
  const add = () => {
    const id = Math.max(-1, ...headers.map((header) => header.id)) + 1
    onChange([...headers, { id, name: '', value: '', isStored: false }])
  }
  return (
    <fieldset className={css.headers}>
      <legend>Headers</legend>
      <ul>
        {headers.map((header, index) => (
          <Line
            key={header.id}
            header={header}
            place={index + 1}
            errors={errors[`request.headers.${header.name.trim()}`]}
            onChange={(changed) => onChange(headers.map((other) => (other.id === changed.id ? changed : other)))}
            onRemove={() => onChange(headers.filter(({ id }) => id !== header.id))}
          />
        ))}
      </ul>
      <div>
        <Button look="quiet" onPress={add}>
          <Plus size={16} aria-hidden /> Add a header
        </Button>
      </div>
      <p className={css.hint}>
        Values of headers that look like credentials, such as Authorization, are kept encrypted and never shown.
      </p>
    </fieldset>
  )
}
