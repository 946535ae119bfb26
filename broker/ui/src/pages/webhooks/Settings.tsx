import type { Webhook } from '@tallystick/client/wire'
import { broker } from '../../data/broker.ts'
import { WebhookForm } from './WebhookForm.tsx'
import { useMayChange } from './use-may-change.ts'
import { type WebhookForm as Form, formOf, toSave } from './form.ts'

/** Whether it is enabled is said elsewhere, and stays as it is. */
export function Settings({ webhook }: { readonly webhook: Webhook }) {
  const { uuid, enabled } = webhook
  const refusal = useMayChange(webhook)
  const save = (form: Form) => broker.saveWebhook(uuid, toSave({ ...form, enabled }))
  return <WebhookForm initial={formOf(webhook)} isNew={false} refusal={refusal} save={save} />
}
