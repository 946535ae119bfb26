import { Button } from '../../components/Button.tsx'
import { FormField } from '../../components/FormField.tsx'
import type { SecretForm } from './form.ts'
import css from './WebhookForm.module.css'

interface SecretFieldProps {
  readonly label: string
  readonly secret: SecretForm
  readonly hint?: string
  readonly errors: readonly string[] | undefined
  readonly onChange: (secret: SecretForm) => void
}

function hintOf({ isStored, isRemoved }: SecretForm, hint: string | undefined): string | undefined {
  if (!isStored) return hint
  return isRemoved ? 'It is taken away when you save.' : 'One is stored, and never shown. Leave this empty to keep it.'
}

/** A secret that can be given, replaced or taken away, but not seen. */
export function SecretField({ label, secret, hint, errors, onChange }: SecretFieldProps) {
  const { isStored, isRemoved } = secret
  return (
    <FormField label={label} errors={errors} hint={hintOf(secret, hint)}>
      {(ties) => (
        <div className={css.secret}>
          <input
            {...ties}
            type="password"
            value={secret.text}
            disabled={isRemoved}
            autoComplete="new-password"
            onChange={({ target }) => onChange({ ...secret, text: target.value })}
          />
          {isStored && (
            <Button
              look="quiet"
              aria-label={`${isRemoved ? 'Keep' : 'Remove'} the ${label.toLowerCase()}`}
              onPress={() => onChange({ ...secret, text: '', isRemoved: !isRemoved })}
            >
              {isRemoved ? 'Keep' : 'Remove'}
            </Button>
          )}
        </div>
      )}
    </FormField>
  )
}
