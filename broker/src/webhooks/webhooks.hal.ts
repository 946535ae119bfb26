import { type Link, paths } from '@tallystick/client/wire'
import { type Links, present, timestamps } from '../kernel/hal.ts'
import type { Pause } from './circuit.sql.ts'
import { pauseHal } from './triggered-webhooks.hal.ts'
import { STARS } from './template.ts'
import { requestDescription } from './webhook-rules.ts'
import type { FormerSecrets } from './webhook-secrets.ts'
import type { WebhookRow } from './webhooks.sql.ts'

interface Side {
  readonly name: string | null
  readonly label: string | null
  readonly branch: string | null
  readonly mainBranch: boolean
}

export function consumerOf(row: WebhookRow): Side {
  const { consumerName: name, consumerLabel: label, consumerBranch: branch, consumerMainBranch: mainBranch } = row
  return { name, label, branch, mainBranch }
}

export function providerOf(row: WebhookRow): Side {
  const { providerName: name, providerLabel: label, providerBranch: branch, providerMainBranch: mainBranch } = row
  return { name, label, branch, mainBranch }
}

const isAnyone = ({ name, label, branch, mainBranch }: Side) => !(name ?? label ?? branch) && !mainBranch

export function scopeHal(side: Side) {
  if (isAnyone(side)) return undefined
  return present({ ...side, mainBranch: side.mainBranch || undefined })
}

/** What one side is called in a sentence, beside the other side or alone. */
function described({ name, label, branch, mainBranch }: Side, { plural, beside }: { plural: string; beside: boolean }) {
  const labelled = label === null ? undefined : `${beside ? `${plural} ` : ''}labeled '${label}'`
  const where = branch === null ? (mainBranch ? ' on the main branch' : '') : ` on branch ${branch}`
  return `${name ?? labelled ?? (beside ? plural : 'versions')}${where}`
}

function scopeDescription(row: WebhookRow): string {
  const [consumer, provider] = [consumerOf(row), providerOf(row)]
  const beside = !isAnyone(consumer) && !isAnyone(provider)
  const [consumers, providers] = [
    described(consumer, { plural: 'consumers', beside }),
    described(provider, { plural: 'providers', beside }),
  ]
  if (beside) return `A webhook for the pact between ${consumers} and ${providers}`
  if (!isAnyone(provider)) return `A webhook for all pacts with provider ${providers}`
  return isAnyone(consumer) ? 'A webhook for all pacts' : `A webhook for all pacts with consumer ${consumers}`
}

export const nameOf = (row: WebhookRow): string => row.description ?? requestDescription(row)

function sideLinks(links: Links, { name, label }: Side, role: 'consumer' | 'provider') {
  const title = role === 'consumer' ? 'Consumer' : 'Provider'
  return {
    ...(name === null
      ? {}
      : { [`pb:${role}`]: { title, name, href: links.href(paths.pacticipant, { pacticipant: name }) } }),
    ...(label === null
      ? {}
      : {
          [`pb:${role}s`]: {
            title: `${title}s by label`,
            name: label,
            href: links.href(paths.pacticipantsWithLabel, { label }),
          },
        }),
  }
}

function pairLink(links: Links, { consumerName: consumer, providerName: provider }: WebhookRow) {
  if (consumer === null || provider === null) return {}
  return {
    'pb:pact-webhooks': {
      title: `All webhooks for consumer ${consumer} and provider ${provider}`,
      href: links.href(paths.webhooksForPair, { consumer, provider }),
    },
  }
}

function requestHal(row: WebhookRow, secrets: FormerSecrets) {
  const headers = Object.entries(row.headers).map(([name, value]) => [name, value ?? STARS])
  const hasPassword = typeof secrets === 'string' ? row.username !== null : secrets.password !== undefined
  return present({
    method: row.method,
    url: row.url,
    headers: headers.length > 0 ? Object.fromEntries(headers) : undefined,
    body: row.body,
    username: row.username,
    password: hasPassword ? STARS : undefined,
  })
}

interface ShownWebhook {
  readonly row: WebhookRow
  readonly secrets: FormerSecrets
  /** Of its target, while it is paused. */
  readonly pause: Pause | undefined
}

export function webhookHal(links: Links, { row, secrets, pause }: ShownWebhook) {
  const { uuid, enabled, events } = row
  const isSigned = typeof secrets === 'object' && secrets.signingSecret !== undefined
  return {
    uuid,
    description: nameOf(row),
    ...present({ consumer: scopeHal(consumerOf(row)), provider: scopeHal(providerOf(row)) }),
    enabled,
    request: requestHal(row, secrets),
    events: events.map((name) => ({ name })),
    ...(isSigned ? { signingSecret: STARS } : {}),
    ...present({ paused: pause && pauseHal(pause) }),
    ...timestamps(row),
    _links: {
      self: { title: nameOf(row), href: links.href(paths.webhook, { uuid }) },
      'pb:execute': {
        title:
          'Test the execution of the webhook with the latest matching pact or verification by sending a POST request to this URL',
        href: links.href(paths.executeWebhook, { uuid }),
      },
      ...sideLinks(links, consumerOf(row), 'consumer'),
      ...sideLinks(links, providerOf(row), 'provider'),
      ...pairLink(links, row),
      ...(pause
        ? {
            'pb:resume': {
              title: 'Try the target again now (POST)',
              href: links.href(paths.resumeWebhook, { uuid }),
            },
          }
        : {}),
      'pb:triggered-webhooks': {
        title: 'Deliveries of this webhook',
        href: links.href(paths.webhookDeliveries, { uuid }),
      },
      'pb:webhooks': { title: 'All webhooks', href: links.href(paths.webhooks) },
    },
  }
}

function curies(links: Links): readonly Link[] {
  return [{ name: 'pb', href: `${links.base}/doc/webhooks-{rel}`, templated: true }]
}

export function webhooksHal(links: Links, rows: readonly WebhookRow[], at: { title: string; url: string }) {
  return {
    _links: {
      self: { title: at.title, href: at.url },
      'pb:create': { title: 'POST to create a webhook', href: at.url },
      'pb:webhooks': rows.map((row) => ({
        title: scopeDescription(row),
        name: nameOf(row),
        href: links.href(paths.webhook, { uuid: row.uuid }),
      })),
      curies: curies(links),
    },
  }
}
