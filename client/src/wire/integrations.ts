import { z } from 'zod'
import { links, page } from './hal.ts'
import { text } from './text.ts'

const party = z.object({ name: text })

/**
 * That a consumer has published a contract for a provider.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/integrations')
 * const [first] = (await reply.json())._embedded.integrations
 * integration.parse(first).provider.name // → 'Stock'
 */
export const integration = z.object({ consumer: party, provider: party, _links: links })
/** A consumer and a provider that have a contract. */
export type Integration = z.infer<typeof integration>

/**
 * All pairs that have a contract. The one whose contracts or results changed last comes first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/integrations')
 * integrations.parse(await reply.json())._embedded.integrations.length // → 1
 */
export const integrations = z.object({
  _embedded: z.object({ integrations: z.array(integration) }),
  page: page.optional(),
  _links: links,
})
/** All pairs that have a contract. */
export type Integrations = z.infer<typeof integrations>

/**
 * What has to be said to delete all integrations at once.
 *
 * @example
 * DELETE_ALL_INTEGRATIONS // → 'delete-all-integrations'
 */
export const DELETE_ALL_INTEGRATIONS = 'delete-all-integrations'
