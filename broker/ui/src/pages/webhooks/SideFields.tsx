import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { pacticipantsQuery } from '../../data/pacticipants.ts'
import type { FieldErrors } from '../../components/field-errors.ts'
import { FormField } from '../../components/FormField.tsx'
import type { SideForm } from './form.ts'
import css from './WebhookForm.module.css'

interface SideFieldsProps {
  readonly role: 'consumer' | 'provider'
  readonly side: SideForm
  readonly errors: FieldErrors
  readonly onChange: (side: SideForm) => void
}

const whos = ['any', 'name', 'label'] as const
const wheres = ['any', 'main', 'branch'] as const

function Who({ role, side, errors, onChange }: SideFieldsProps) {
  const { data: pacticipants = [] } = useQuery(pacticipantsQuery)
  const names = useId()
  if (side.who === 'any') return null
  return (
    <FormField
      label={side.who === 'name' ? 'Name' : 'Label'}
      errors={errors[`${role}.name`] ?? errors[`${role}.label`]}
    >
      {(ties) => (
        <>
          <input
            {...ties}
            value={side.value}
            list={side.who === 'name' ? names : undefined}
            autoComplete="off"
            onChange={({ target }) => onChange({ ...side, value: target.value })}
          />
          <datalist id={names}>
            {pacticipants.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </FormField>
  )
}

/** For which consumers or providers, and for which of their versions. */
export function SideFields(props: SideFieldsProps) {
  const { role, side, onChange } = props
  const title = role === 'consumer' ? 'Consumer' : 'Provider'
  return (
    <fieldset className={css.side}>
      <legend className="visually-hidden">{title}</legend>
      <FormField label={title}>
        {(ties) => (
          <select
            {...ties}
            value={side.who}
            onChange={({ target }) =>
              onChange({ ...side, who: whos.find((who) => who === target.value) ?? 'any', value: '' })
            }
          >
            <option value="any">Any {role}</option>
            <option value="name">One {role}, by name</option>
            <option value="label">Those with a label</option>
          </select>
        )}
      </FormField>
      <Who {...props} />
      <FormField label={`Versions of the ${role}`}>
        {(ties) => (
          <select
            {...ties}
            value={side.where}
            onChange={({ target }) =>
              onChange({ ...side, where: wheres.find((where) => where === target.value) ?? 'any' })
            }
          >
            <option value="any">On any branch</option>
            <option value="main">On the main branch</option>
            <option value="branch">On one branch</option>
          </select>
        )}
      </FormField>
      {side.where === 'branch' && (
        <FormField label="Branch" errors={props.errors[`${role}.branch`]}>
          {(ties) => (
            <input
              {...ties}
              value={side.branch}
              autoComplete="off"
              onChange={({ target }) => onChange({ ...side, branch: target.value })}
            />
          )}
        </FormField>
      )}
    </fieldset>
  )
}
