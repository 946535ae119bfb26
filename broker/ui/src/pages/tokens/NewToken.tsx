import type { CreatedToken, Me } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import choices from '../../components/choices.module.css'
import { Command } from '../../components/Command.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import fields from '../../components/fields.module.css'
import { FormField } from '../../components/FormField.tsx'
import { type FieldErrors, errorsBeside, fieldErrorsOf } from '../../components/field-errors.ts'
import { Problems } from '../../components/Problems.tsx'
import { ReachFields } from '../../components/ReachFields.tsx'
import { ScopeFields } from '../../components/ScopeFields.tsx'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import { meQuery } from '../../data/me.ts'
import { type TokenForm, detailsOf } from './token-form.ts'
import css from './tokens.module.css'

interface NewTokenProps {
  /** The name of a team that it is to reach. */
  readonly team?: string
  readonly onClose: () => void
}

/** Shown once: the broker keeps a hash of it. */
function Secret({ token, onClose }: { readonly token: CreatedToken; readonly onClose: () => void }) {
  return (
    <div className={css.secret}>
      <p>Copy it now: it is never shown again.</p>
      <Command text={token.secret} label={`The secret of ${token.name}`} />
      <p className={choices.says}>
        Pipelines give it to tally and the tools of Pact as <code>PACT_BROKER_TOKEN</code>.
      </p>
      <DialogActions>
        <Button look="primary" onPress={onClose}>
          Done
        </Button>
      </DialogActions>
    </div>
  )
}

interface FieldsProps {
  readonly form: TokenForm
  readonly isPerson: boolean
  readonly errors: FieldErrors
  readonly onChange: (change: Partial<TokenForm>) => void
}

function KindFields({ form, onChange }: Pick<FieldsProps, 'form' | 'onChange'>) {
  return (
    <fieldset className={choices.group}>
      <legend>Whose</legend>
      <label className={choices.choice}>
        <input
          type="radio"
          name="kind"
          checked={form.kind === 'personal'}
          onChange={() => onChange({ kind: 'personal', days: form.days ?? 90 })}
        />
        <span>
          Mine <span className={choices.says}>It may what I may at the time, and goes with me.</span>
        </span>
      </label>
      <label className={choices.choice}>
        <input
          type="radio"
          name="kind"
          checked={form.kind === 'system'}
          onChange={() => onChange({ kind: 'system', isWide: false })}
        />
        <span>
          Of the system <span className={choices.says}>For a pipeline: it stays when people go.</span>
        </span>
      </label>
    </fieldset>
  )
}

const expiries = [7, 30, 90, 365] as const

function Fields({ form, isPerson, errors, onChange }: FieldsProps) {
  return (
    <>
      <FormField label="Name" errors={errors['name']} hint="What it is for: CI of the web shop">
        {(ties) => (
          <input
            {...ties}
            value={form.name}
            required
            autoComplete="off"
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </FormField>
      {isPerson && <KindFields form={form} onChange={onChange} />}
      <ScopeFields chosen={form.scopes} errors={errors['scopes']} onChange={(scopes) => onChange({ scopes })} />
      <ReachFields reach={form} errors={errors} onChange={onChange} />
      <FormField label="Expires" errors={errors['expiresAt']}>
        {(ties) => (
          <select
            {...ties}
            value={form.days ?? ''}
            onChange={({ target }) => onChange({ days: target.value === '' ? undefined : Number(target.value) })}
          >
            {expiries.map((days) => (
              <option key={days} value={days}>
                In {days} days
              </option>
            ))}
            {form.kind === 'system' && <option value="">Never</option>}
          </select>
        )}
      </FormField>
    </>
  )
}

const isFieldOf = (field: string) => ['name', 'scopes', 'reach', 'reach.teams', 'expiresAt'].includes(field)

function initialForm(me: Me | undefined, team: string | undefined): TokenForm {
  const isMine = me?.kind === 'person' && team === undefined
  return {
    name: '',
    kind: isMine ? 'personal' : 'system',
    scopes: ['publish', 'verify', 'record'],
    isWide: isMine,
    teams: team === undefined ? [] : [team],
    applications: [],
    days: 90,
  }
}

/** Makes a token, and shows its secret once. */
export function NewToken({ team, onClose }: NewTokenProps) {
  const { data: me } = useQuery(meQuery)
  const [form, setForm] = useState(() => initialForm(me, team))
  const create = useChange(() => broker.createToken(detailsOf(form, new Date())))
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    create.mutate()
  }
  const errors = fieldErrorsOf(create.error)
  if (create.data) {
    return (
      <Dialog title={`The token ${create.data.name}`} isOpen onClose={onClose}>
        <Secret token={create.data} onClose={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog title="New token" isOpen onClose={onClose}>
      <form onSubmit={send} className={fields.form}>
        <Fields
          form={form}
          isPerson={me?.kind === 'person'}
          errors={errors}
          onChange={(change) => setForm((now) => ({ ...now, ...change }))}
        />
        <Problems sentences={errorsBeside(errors, isFieldOf)} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="primary" type="submit" isPending={create.isPending}>
            Create token
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
