import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { MarkOf } from '../../components/StateMark.tsx'
import { NotFound } from '../../components/states.tsx'
import { routePath } from '../../paths.ts'
import { Circuit } from './Circuit.tsx'
import { Deliveries } from './Deliveries.tsx'
import { Scopes } from './Scopes.tsx'
import { Settings } from './Settings.tsx'
import { Trial } from './Trial.tsx'
import { WebhookActions } from './WebhookActions.tsx'
import { webhookMarks } from './marks.ts'
import { webhookQuery } from './queries.ts'
import type { WebhookPart } from './search.ts'
import tabs from '../../components/tabs.module.css'

export const route = createLazyRoute(routePath(pages.webhook))({ component: WebhookPage })

const parts: readonly (readonly [part: WebhookPart, name: string])[] = [
  ['settings', 'Settings'],
  ['test', 'Test'],
  ['deliveries', 'Deliveries'],
]

function Tabs({ uuid, part: shown }: { readonly uuid: string; readonly part: WebhookPart }) {
  return (
    <nav aria-label="Parts of the webhook" className={tabs.tabs}>
      {parts.map(([part, name]) => (
        <Link
          key={part}
          to="/webhooks/$uuid"
          params={{ uuid }}
          search={part === 'settings' ? {} : { part }}
          className={tabs.tab}
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={part === shown ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

function WebhookPage() {
  const { uuid } = route.useParams()
  const { part = 'settings', delivery, page } = route.useSearch()
  const { data: webhook } = useSuspenseQuery(webhookQuery(uuid))
  if (!webhook) return <NotFound />
  return (
    <>
      <PageHeader
        title={webhook.description}
        above={<Link to="/webhooks">Webhooks</Link>}
        actions={<WebhookActions webhook={webhook} />}
      >
        {!webhook.enabled && <MarkOf {...webhookMarks.disabled} />}
        <Scopes consumer={webhook.consumer} provider={webhook.provider} />
      </PageHeader>
      {webhook.paused && <Circuit webhook={webhook} pause={webhook.paused} />}
      <Tabs uuid={uuid} part={part} />
      <Suspense fallback={<Loading />}>
        {part === 'settings' && <Settings key={uuid} webhook={webhook} />}
        {part === 'test' && <Trial key={uuid} webhook={webhook} />}
        {part === 'deliveries' && <Deliveries webhook={webhook} page={page} delivery={delivery} />}
      </Suspense>
    </>
  )
}
