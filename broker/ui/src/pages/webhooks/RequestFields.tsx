import type { FieldErrors } from '../../components/field-errors.ts'
import { FormField } from '../../components/FormField.tsx'
import { HeadersField } from './HeadersField.tsx'
import { SecretField } from './SecretField.tsx'
import type { WebhookForm } from './form.ts'
import css from './WebhookForm.module.css'

interface RequestFieldsProps {
  readonly form: WebhookForm
  readonly errors: FieldErrors
  readonly onChange: (change: Partial<WebhookForm>) => void
}

const METHODS = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE']

function Target({ form, errors, onChange }: RequestFieldsProps) {
  // What the configuration allows is the broker's affair; one that is stored stays.
  const methods = [...new Set([...METHODS, form.method.toUpperCase()])]
  return (
    <div className={css.target}>
      <FormField label="Method" errors={errors['request.method']}>
        {(ties) => (
          <select
            {...ties}
            value={form.method.toUpperCase()}
            onChange={({ target }) => onChange({ method: target.value })}
          >
            {methods.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
        )}
      </FormField>
      <FormField label="URL" errors={errors['request.url']}>
        {(ties) => (
          <input
            {...ties}
            data-template="the URL"
            inputMode="url"
            value={form.url}
            placeholder="https://ci.example.org/builds"
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => onChange({ url: target.value })}
          />
        )}
      </FormField>
    </div>
  )
}

function Credentials({ form, errors, onChange }: RequestFieldsProps) {
  return (
    <div className={css.pair}>
      <FormField label="User name" errors={errors['request.username']} hint="For basic authentication.">
        {(ties) => (
          <input
            {...ties}
            value={form.username}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => onChange({ username: target.value })}
          />
        )}
      </FormField>
      {form.username !== '' && (
        <SecretField
          label="Password"
          secret={form.password}
          errors={errors['request.password']}
          onChange={(password) => onChange({ password })}
        />
      )}
    </div>
  )
}

/** The request that is sent, as a template. */
export function RequestFields(props: RequestFieldsProps) {
  const { form, errors, onChange } = props
  return (
    <>
      <Target {...props} />
      <HeadersField headers={form.headers} errors={errors} onChange={(headers) => onChange({ headers })} />
      <FormField label="Body" errors={errors['request.body']}>
        {(ties) => (
          <textarea
            {...ties}
            data-template="the body"
            rows={Math.min(20, Math.max(6, form.body.text.split('\n').length + 1))}
            value={form.body.text}
            spellCheck={false}
            onChange={({ target }) => onChange({ body: { ...form.body, text: target.value } })}
          />
        )}
      </FormField>
      <Credentials {...props} />
      <SecretField
        label="Signing secret"
        secret={form.signingSecret}
        hint="With one, each request is signed, and its receiver can tell that it comes from here. 16 characters or more."
        errors={errors['signingSecret']}
        onChange={(signingSecret) => onChange({ signingSecret })}
      />
    </>
  )
}
