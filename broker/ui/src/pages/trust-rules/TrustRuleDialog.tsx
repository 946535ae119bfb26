import type { TrustRule } from '@tallystick/client/wire'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import fields from '../../components/fields.module.css'
import { FormField } from '../../components/FormField.tsx'
import { type FieldErrors, errorsBeside, fieldErrorsOf } from '../../components/field-errors.ts'
import { Problems } from '../../components/Problems.tsx'
import { ReachFields } from '../../components/ReachFields.tsx'
import { ScopeFields } from '../../components/ScopeFields.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { type RuleForm, detailsOf, emptyRule, formOf, readClaims } from './rule-form.ts'
import css from './trust-rules.module.css'

const issuers = ['https://token.actions.githubusercontent.com', 'https://gitlab.com']

interface FieldsProps {
  readonly form: RuleForm
  readonly errors: FieldErrors
  readonly onChange: (change: Partial<RuleForm>) => void
}

/** What the broker says of single claims is said of all of them. */
const claimErrors = (errors: FieldErrors) =>
  Object.entries(errors).flatMap(([field, sentences]) => {
    if (field === 'claims') return sentences
    return field.startsWith('claims.') ? sentences.map((one) => `with ${field.slice('claims.'.length)}: ${one}`) : []
  })

function IdentityFields({ form, errors, onChange }: FieldsProps) {
  const { unread } = readClaims(form.claims)
  const lines = unread.map((line) => `have the line ‘${line}’, which is not like name=value.`)
  return (
    <>
      <FormField label="Issuer" errors={errors['issuer']} hint="The URL by which it calls itself, to the letter.">
        {(ties) => (
          <>
            <input
              {...ties}
              value={form.issuer}
              list="issuers"
              required
              autoComplete="off"
              onChange={({ target }) => onChange({ issuer: target.value.trim() })}
            />
            <datalist id="issuers">
              {issuers.map((issuer) => (
                <option key={issuer} value={issuer} />
              ))}
            </datalist>
          </>
        )}
      </FormField>
      <FormField label="Audience" errors={errors['audience']} hint="What the build asks its issuer for.">
        {(ties) => (
          <input
            {...ties}
            value={form.audience}
            required
            autoComplete="off"
            onChange={({ target }) => onChange({ audience: target.value })}
          />
        )}
      </FormField>
      <FormField
        label="Claims"
        errors={[...lines, ...claimErrors(errors)]}
        hint="One a line, each of which has to fit: repository=acme/shop. * stands for any characters."
      >
        {(ties) => (
          <textarea
            {...ties}
            className={css.lines}
            value={form.claims}
            required
            spellCheck={false}
            onChange={({ target }) => onChange({ claims: target.value })}
          />
        )}
      </FormField>
    </>
  )
}

const isShown = (field: string) =>
  ['name', 'issuer', 'audience', 'claims', 'scopes', 'reach', 'reach.teams'].includes(field) ||
  field.startsWith('claims.')

interface TrustRuleDialogProps {
  /** Without it, a new one. */
  readonly rule?: TrustRule
  readonly onClose: () => void
}

/** Makes a rule, or changes one. */
export function TrustRuleDialog({ rule, onClose }: TrustRuleDialogProps) {
  const [form, setForm] = useState(() => (rule ? formOf(rule) : emptyRule(location.origin)))
  const save = useChange(
    () => (rule ? broker.changeTrustRule(rule.uuid, detailsOf(form)) : broker.createTrustRule(detailsOf(form))),
    onClose,
  )
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (readClaims(form.claims).unread.length === 0) save.mutate()
  }
  const change = (part: Partial<RuleForm>) => setForm((now) => ({ ...now, ...part }))
  const errors = fieldErrorsOf(save.error)
  return (
    <Dialog title={rule ? `Change ${rule.name}` : 'New trust rule'} isOpen onClose={onClose}>
      <form onSubmit={send} className={fields.form}>
        <FormField label="Name" errors={errors['name']} hint="Whom it is for: Shop on main">
          {(ties) => (
            <input
              {...ties}
              value={form.name}
              required
              autoComplete="off"
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </FormField>
        <IdentityFields form={form} errors={errors} onChange={change} />
        <ScopeFields chosen={form.scopes} errors={errors['scopes']} onChange={(scopes) => change({ scopes })} />
        <ReachFields reach={form} errors={errors} onChange={change} />
        <Problems sentences={errorsBeside(errors, isShown)} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isPending={save.isPending}>
            {rule ? 'Save' : 'Create rule'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
