import { type Webhook, pages } from '@tallystick/client/wire'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { broker } from '../../data/broker.ts'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { WebhookForm } from './WebhookForm.tsx'
import { type WebhookForm as Form, newForm, toSave } from './form.ts'

export const route = createLazyRoute(routePath(pages.newWebhook))({ component: NewWebhook })

const create = (form: Form) => broker.createWebhook(toSave(form))

function NewWebhook() {
  const { consumer, provider } = route.useSearch()
  const navigate = useNavigate()
  const refusal = useMay('administer', 'something')
  const open = ({ uuid }: Webhook) => void navigate({ to: '/webhooks/$uuid', params: { uuid }, ignoreBlocker: true })
  return (
    <>
      <PageHeader title="New webhook" above={<Link to="/webhooks">Webhooks</Link>} />
      <WebhookForm initial={newForm({ consumer, provider })} isNew refusal={refusal} save={create} onSaved={open} />
    </>
  )
}
