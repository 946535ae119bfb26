import { useMutation } from '@tanstack/react-query'
import { Button } from '../../components/Button.tsx'
import { Dialog, DialogActions } from '../../components/Dialog.tsx'
import { broker } from '../../data/broker.ts'
import { Execution } from './Execution.tsx'
import { fieldErrorsOf } from '../../components/field-errors.ts'
import { type WebhookForm, hasStoredSecrets, toTry } from './form.ts'
import css from './Exchange.module.css'

interface TrialDialogProps {
  readonly form: WebhookForm
  readonly onClose: () => void
}

/** Tries a webhook out as it stands in the form. */
export function TrialDialog({ form, onClose }: TrialDialogProps) {
  const trial = useMutation({ mutationFn: () => broker.testUnsavedWebhook(toTry(form)) })
  const refusals = Object.entries(fieldErrorsOf(trial.error))
  return (
    <Dialog title="Test without saving" size="wide" isOpen onClose={onClose}>
      <p>
        The request is sent once, now, with the newest contract and result that fit it, or with made-up values. Nothing
        of it is kept.
      </p>
      {hasStoredSecrets(form) && (
        <p className={css.soft}>
          Stored secrets are left out. To try them as well, save the webhook and use its Test tab.
        </p>
      )}
      {refusals.length > 0 && (
        <ul role="alert" className={css.error}>
          {refusals.map(([field, sentences]) => (
            <li key={field}>
              {field} {sentences.join(' ')}
            </li>
          ))}
        </ul>
      )}
      {trial.data && <Execution execution={trial.data} method={form.method} />}
      <DialogActions>
        <Button onPress={onClose}>Close</Button>
        <Button look="primary" isPending={trial.isPending} onPress={() => trial.mutate()}>
          {trial.isPending ? 'Waiting for the answer' : trial.data ? 'Send it again' : 'Send it now'}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
