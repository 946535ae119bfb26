import type { Webhook } from '@tallystick/client/wire'
import { useQueryClient } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import { WebhookForm } from './WebhookForm.tsx'
import { useMayChange } from './use-may-change.ts'
import { type WebhookForm as Form, formOf, toSave } from './form.ts'

/** Whether it is enabled is said elsewhere, and stays as it is. */
export function Settings({ webhook }: { readonly webhook: Webhook }) {
  const queries = useQueryClient()
  const { uuid, enabled } = webhook
  const refusal = useMayChange(webhook)
  const save = async (form: Form) => {
    const saved = await broker.saveWebhook(uuid, toSave({ ...form, enabled }))
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
    return formOf(saved)
  }
  return <WebhookForm initial={formOf(webhook)} isNew={false} refusal={refusal} save={save} />
}
