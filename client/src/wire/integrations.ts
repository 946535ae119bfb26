import { z } from 'zod'
import { links, page } from './hal.ts'
import { text } from './text.ts'

const party = z.object({ name: text })

/** That a consumer has published a contract for a provider. */
export const integration = z.object({ consumer: party, provider: party, _links: links })
export type Integration = z.infer<typeof integration>

/** The pair whose contracts or results changed last comes first. */
export const integrations = z.object({
  _embedded: z.object({ integrations: z.array(integration) }),
  page: page.optional(),
  _links: links,
})
export type Integrations = z.infer<typeof integrations>

/** What has to be said to delete all integrations at once. */
export const DELETE_ALL_INTEGRATIONS = 'delete-all-integrations'
