import type { Webhook } from '@tallystick/client/wire'
import { useBlocker } from '@tanstack/react-router'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { EventsField } from './EventsField.tsx'
import { type FieldErrors, fieldErrorsOf } from '../../components/field-errors.ts'
import { FormField } from '../../components/FormField.tsx'
import { useChange } from '../../data/use-change.ts'
import { LeaveDialog } from './LeaveDialog.tsx'
import { Preview } from './Preview.tsx'
import { RequestFields } from './RequestFields.tsx'
import { SideFields } from './SideFields.tsx'
import { TrialDialog } from './TrialDialog.tsx'
import { type WebhookForm as Form, formOf } from './form.ts'
import { useInsertion } from './use-insertion.ts'
import css from './WebhookForm.module.css'

interface WebhookFormProps {
  readonly initial: Form
  readonly isNew: boolean
  /** Why it may not be saved. */
  readonly refusal: string | undefined
  readonly save: (form: Form) => Promise<Webhook>
  readonly onSaved?: (webhook: Webhook) => void
}

function Problems({ errors }: { readonly errors: FieldErrors }) {
  const count = Object.keys(errors).length
  if (count === 0) return null
  return (
    <div role="alert" className={css.problems}>
      {errors['']?.map((error) => <p key={error}>{error}</p>) ?? (
        <p>It was not saved: {count === 1 ? 'one field needs' : `${count} fields need`} another look.</p>
      )}
    </div>
  )
}

interface FieldsProps {
  readonly form: Form
  readonly errors: FieldErrors
  readonly isNew: boolean
  readonly onChange: (change: Partial<Form>) => void
}

function Fields({ form, errors, isNew, onChange }: FieldsProps) {
  return (
    <>
      <FormField label="Description" errors={errors['description']}>
        {(ties) => (
          <input
            {...ties}
            value={form.description}
            placeholder="What it is for"
            autoComplete="off"
            onChange={({ target }) => onChange({ description: target.value })}
          />
        )}
      </FormField>
      <section className={css.section}>
        <h2>When it is sent</h2>
        <EventsField events={form.events} errors={errors['events']} onChange={(events) => onChange({ events })} />
        <div className={css.pair}>
          <SideFields
            role="consumer"
            side={form.consumer}
            errors={errors}
            onChange={(consumer) => onChange({ consumer })}
          />
          <SideFields
            role="provider"
            side={form.provider}
            errors={errors}
            onChange={(provider) => onChange({ provider })}
          />
        </div>
      </section>
      <section className={css.section}>
        <h2>What is sent</h2>
        <RequestFields form={form} errors={errors} onChange={onChange} />
      </section>
      {isNew && (
        <label className={css.event}>
          <input
            type="checkbox"
            checked={form.enabled}
            onChange={({ target }) => onChange({ enabled: target.checked })}
          />
          <span>
            Enabled<span className={css.says}>Without this it is kept, but not sent.</span>
          </span>
        </label>
      )}
    </>
  )
}

interface FooterProps extends Pick<WebhookFormProps, 'isNew' | 'refusal'> {
  readonly errors: FieldErrors
  readonly isChanged: boolean
  readonly saving: { readonly isPending: boolean; readonly isSuccess: boolean }
  readonly onTry: () => void
}

function Footer({ isNew, refusal, errors, isChanged, saving, onTry }: FooterProps) {
  const { isPending, isSuccess } = saving
  return (
    <div className={css.actions}>
      <Problems errors={errors} />
      <div className={css.buttons}>
        <Button look="primary" type="submit" refusal={refusal} isPending={isPending} isDisabled={!isNew && !isChanged}>
          {isNew ? 'Create webhook' : 'Save'}
        </Button>
        <Button refusal={refusal} onPress={onTry}>
          Test without saving
        </Button>
        <span role="status" className={css.status}>
          {isPending ? 'Saving' : isSuccess ? 'Saved' : isChanged && !isNew ? 'Not saved yet' : ''}
        </span>
      </div>
    </div>
  )
}

/** Settings of a webhook with a preview of what they mean. The broker says what is wrong with them. */
export function WebhookForm({ initial, isNew, refusal, save, onSaved }: WebhookFormProps) {
  const [form, setForm] = useState(initial)
  const [saved, setSaved] = useState(initial)
  const [isTried, setTried] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const { into, noteFocus, insert } = useInsertion('the body')
  const saving = useChange(save, (webhook) => {
    const now = formOf(webhook)
    setSaved(now)
    setForm(now)
    onSaved?.(webhook)
  })
  const errors = fieldErrorsOf(saving.error)
  const isChanged = form !== saved
  useEffect(() => {
    if (saving.isError) element.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [saving.isError, saving.error])
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged,
    enableBeforeUnload: isChanged,
    withResolver: true,
  })
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    saving.mutate(form)
  }
  const change = (changed: Partial<Form>) => {
    setForm((now) => ({ ...now, ...changed }))
    if (saving.isSuccess) saving.reset()
  }
  return (
    <form ref={element} className={css.form} noValidate onSubmit={send} onFocus={noteFocus}>
      <div className={css.columns}>
        <div className={css.fields}>
          <Fields form={form} errors={errors} isNew={isNew} onChange={change} />
        </div>
        <Preview
          form={form}
          insertsInto={into}
          onInsert={(text) => insert(text, element.current?.querySelector('textarea') ?? null)}
        />
      </div>
      <Footer
        isNew={isNew}
        refusal={refusal}
        errors={errors}
        isChanged={isChanged}
        saving={saving}
        onTry={() => setTried(true)}
      />
      {isTried && <TrialDialog form={form} onClose={() => setTried(false)} />}
      {blocker.status === 'blocked' && <LeaveDialog onLeave={blocker.proceed} onStay={blocker.reset} />}
    </form>
  )
}
