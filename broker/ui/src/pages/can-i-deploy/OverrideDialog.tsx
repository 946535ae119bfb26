import type { SubmitEvent } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { FormField } from '../../components/FormField.tsx'
import { errorsBeside, fieldErrorsOf } from '../../components/field-errors.ts'
import { Problems } from '../../components/Problems.tsx'
import { textIn } from '../../components/text-in.ts'
import { broker } from '../../data/broker.ts'
import { useChange } from '../../data/use-change.ts'
import css from './Overriding.module.css'

const HOUR_MS = 3_600_000
const HOURS = 24

/** What is to be allowed. */
export interface Overridden {
  readonly pacticipant: string
  readonly version: string
  readonly environment: string
}

interface OverrideDialogProps {
  readonly overridden: Overridden
  readonly onClose: () => void
}

const isShown = (field: string) => field === 'reason' || field === 'expiresAt'

/** Allows a version to an environment for some hours, whatever was found. */
export function OverrideDialog({ overridden, onClose }: OverrideDialogProps) {
  const { pacticipant, version, environment } = overridden
  const allow = useChange(
    ({ reason, hours }: { readonly reason: string; readonly hours: number }) =>
      broker.createOverride({
        ...overridden,
        reason,
        expiresAt: new Date(Date.now() + hours * HOUR_MS).toISOString(),
      }),
    onClose,
  )
  const send = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    allow.mutate({ reason: textIn(form, 'reason') ?? '', hours: Number(textIn(form, 'hours') ?? HOURS) })
  }
  const errors = fieldErrorsOf(allow.error)
  return (
    <Dialog title={`Allow ${pacticipant} ${version} to ${environment}`} isOpen onClose={onClose}>
      <form onSubmit={send} className={css.form}>
        <p>
          The answer is yes until then, for everybody who asks, and says that you allowed it and why. What was found
          stays in it.
        </p>
        <FormField
          label="Reason"
          errors={errors['reason']}
          hint="Why it is right all the same: the new endpoint is behind a flag that is off"
        >
          {(ties) => <input {...ties} name="reason" required autoComplete="off" autoFocus />}
        </FormField>
        <FormField label="For how many hours" errors={errors['expiresAt']?.map((sentence) => `· the end ${sentence}`)}>
          {(ties) => <input {...ties} name="hours" type="number" min="1" step="1" defaultValue={HOURS} required />}
        </FormField>
        <Problems sentences={errorsBeside(errors, isShown)} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button look="danger" type="submit" isPending={allow.isPending}>
            Allow it
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
