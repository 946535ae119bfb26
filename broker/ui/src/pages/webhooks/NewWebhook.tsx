import { pages } from '@tallystick/client/wire'
import { useQueryClient } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { broker } from '../../data/broker.ts'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { WebhookForm } from './WebhookForm.tsx'
import { type WebhookForm as Form, formOf, newForm, toSave } from './form.ts'

export const route = createLazyRoute(routePath(pages.newWebhook))({ component: NewWebhook })

function NewWebhook() {
  const { consumer, provider } = route.useSearch()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const refusal = useMay('administer', 'something')
  const create = async (form: Form) => {
    const webhook = await broker.createWebhook(toSave(form))
    await queries.invalidateQueries({ queryKey: ['webhooks'] })
    void navigate({ to: '/webhooks/$uuid', params: { uuid: webhook.uuid }, ignoreBlocker: true })
    return formOf(webhook)
  }
  return (
    <>
      <PageHeader title="New webhook" above={<Link to="/webhooks">Webhooks</Link>} />
      <WebhookForm initial={newForm({ consumer, provider })} isNew refusal={refusal} save={create} />
    </>
  )
}
