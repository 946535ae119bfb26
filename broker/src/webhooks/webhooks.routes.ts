import { type WebhookDetails, paths, webhook, webhookDetails, webhooks } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { type Endpoint, JSON_TYPE, type Reply, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { findPacticipant } from '../pacticipants/pacticipants.sql.ts'
import { listPauses } from './circuit.sql.ts'
import { originOf } from './deliverable.ts'
import { resume } from './triggered-webhooks.command.ts'
import { formerSecrets } from './webhook-secrets.ts'
import { createWebhook, putWebhook, removeWebhook } from './webhooks.command.ts'
import { concernOf, concernsDetails, concernsReplacement, concernsWebhook } from './webhook-concerns.routes.ts'
import { webhookNotFound } from './webhooks.errors.ts'
import { webhookHal, webhooksHal } from './webhooks.hal.ts'
import { findWebhook, listWebhooks } from './webhooks.sql.ts'

const body = { schema: webhookDetails, mediaTypes: [JSON_TYPE] }

async function represent({ db, secrets }: Context, links: Links, uuid: string) {
  const row = await findWebhook(db, uuid)
  if (!row) throw webhookNotFound(uuid)
  const [pause] = await listPauses(db, [originOf(row.url)])
  return webhookHal(links, { row, secrets: formerSecrets(secrets, row), pause })
}

async function answerCreation(context: Context, links: Links, details: WebhookDetails): Promise<Reply> {
  const uuid = await createWebhook(context, details)
  return created(links.href(paths.webhook, { uuid }), await represent(context, links, uuid))
}

const webhookByItself: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.webhook,
    summary: 'Shows a webhook',
    access: 'read',
    responses: { 200: webhook },
    errors: ['not-found'],
    handler: async ({ context, params, links }) => ok(await represent(context, links, params.uuid)),
  }),
  endpoint({
    method: 'PUT',
    path: paths.webhook,
    summary: 'Creates a webhook with a UUID of your choice, or replaces it; secrets that are not sent are kept',
    access: 'administer',
    concerns: concernsReplacement,
    body,
    responses: { 200: webhook, 201: webhook },
    // It is not found where somebody else deletes it at the same time.
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type', 'not-found'],
    async handler({ context, params, body: details, links }) {
      const outcome = await putWebhook(context, params.uuid, details)
      const representation = await represent(context, links, params.uuid)
      return outcome === 'created' ? created(links.href(paths.webhook, params), representation) : ok(representation)
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.webhook,
    summary: 'Deletes a webhook; what it sent stays on record',
    access: 'administer',
    concerns: concernsWebhook,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await removeWebhook(context, params.uuid)
      return noContent()
    },
  }),
  endpoint({
    method: 'POST',
    path: paths.resumeWebhook,
    summary: 'Tries the target of a webhook again at once, where it is paused since it failed so often',
    access: 'administer',
    concerns: concernsWebhook,
    responses: { 200: webhook },
    errors: ['not-found'],
    async handler({ context, params: { uuid }, links }) {
      const row = await findWebhook(context.db, uuid)
      if (!row) throw webhookNotFound(uuid)
      await resume(context, row)
      return ok(await represent(context, links, uuid))
    },
  }),
]

const all: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.webhooks,
    summary: 'Lists the webhooks',
    access: 'read',
    responses: { 200: webhooks },
    errors: [],
    handler: async ({ context, links, url }) =>
      ok(webhooksHal(links, await listWebhooks(context.db), { title: 'Webhooks', url })),
  }),
  endpoint({
    method: 'POST',
    path: paths.webhooks,
    summary: 'Creates a webhook',
    access: 'administer',
    concerns: concernsDetails,
    body,
    responses: { 201: webhook },
    errors: ['validation-error', 'malformed-request', 'unsupported-media-type'],
    handler: ({ context, body: details, links }) => answerCreation(context, links, details),
  }),
]

interface Pair {
  readonly consumer?: string
  readonly provider?: string
}

/** The ids of those that the address names, null for a side that it does not. */
async function idsOf({ db }: Context, { consumer, provider }: Pair) {
  const foundConsumer = consumer === undefined ? undefined : await findPacticipant(db, consumer)
  if (consumer !== undefined && !foundConsumer) throw consumerNotFound(consumer)
  const foundProvider = provider === undefined ? undefined : await findPacticipant(db, provider)
  if (provider !== undefined && !foundProvider) throw providerNotFound(provider)
  return { consumerId: foundConsumer?.id ?? null, providerId: foundProvider?.id ?? null }
}

/** What the address names counts, whatever the body says. */
function within(details: WebhookDetails, { consumer, provider }: Pair): WebhookDetails {
  return {
    ...details,
    ...(consumer === undefined ? {} : { consumer: { ...details.consumer, name: consumer, label: null } }),
    ...(provider === undefined ? {} : { provider: { ...details.provider, name: provider, label: null } }),
  }
}

function scoped(
  path: 'webhooksForPair' | 'consumerWebhooks' | 'providerWebhooks' | 'pactWebhooks',
  { whose, title = 'Webhooks', deprecated = false }: { whose: string; title?: string; deprecated?: boolean },
): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: paths[path],
      summary: `Lists the webhooks of ${whose}, and of nobody else`,
      access: 'read',
      responses: { 200: webhooks },
      errors: ['not-found'],
      deprecated,
      handler: async ({ context, params, links, url }) =>
        ok(webhooksHal(links, await listWebhooks(context.db, await idsOf(context, params)), { title, url })),
    }),
    endpoint({
      method: 'POST',
      path: paths[path],
      summary: `Creates a webhook for ${whose}`,
      access: 'administer',
      concerns: ({ params, body: details }) => concernOf(within(details, params)),
      body,
      responses: { 201: webhook },
      errors: ['not-found', 'validation-error', 'malformed-request', 'unsupported-media-type'],
      deprecated,
      async handler({ context, params, body: details, links }) {
        await idsOf(context, params)
        return answerCreation(context, links, within(details, params))
      },
    }),
  ]
}

export const webhookEndpoints: readonly Endpoint[] = [
  ...all,
  ...webhookByItself,
  ...scoped('webhooksForPair', { whose: 'a consumer and a provider' }),
  ...scoped('consumerWebhooks', { whose: 'a consumer' }),
  ...scoped('providerWebhooks', { whose: 'a provider' }),
  ...scoped('pactWebhooks', { whose: 'a pair, at an older address', title: 'Pact webhooks', deprecated: true }),
]
