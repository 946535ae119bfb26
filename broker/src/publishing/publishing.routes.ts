import { paths, publicationConflict, publishedContracts } from '@tallystick/client/wire'
import { identityOf } from '../contracts/store-contracts.command.ts'
import { BrokerError } from '../kernel/broker-error.ts'
import { type Endpoint, HAL, JSON_TYPE, endpoint, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { contractNotices, versionNotices } from './notices.ts'
import { publicationBody, readContracts } from './publication.ts'
import { type PublicationOutcome, publishContracts } from './publish-contracts.command.ts'
import { conflictBody, publicationHal } from './publishing.hal.ts'

interface Request {
  readonly consumer: string
  readonly version: string
  readonly branch: string | undefined
  readonly tags: readonly string[]
  readonly buildUrl: string | undefined
}

type Published = Extract<PublicationOutcome, { readonly outcome: 'published' }>

function represent(links: Links, { consumer, version, branch, tags, buildUrl }: Request, published: Published) {
  const { stored, contracts } = published
  const providers = contracts.map(({ provider }) => provider.name)
  const notices = [
    ...versionNotices({ consumer, version, isNew: stored.version.isNew, branch, tags }),
    ...contracts.flatMap((contract) => {
      const provider = contract.provider.name
      const url = links.href(paths.pact, { consumer, version, provider })
      const logUrlOf = (uuid: string) => links.href(paths.triggeredWebhookLogs, { uuid })
      return contractNotices({ ...contract, consumer, version, provider, url, logUrlOf })
    }),
  ]
  return publicationHal(links, { consumer, version, buildUrl, tags, providers: [...new Set(providers)], notices })
}

export const publishingEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.publishContracts,
    summary: 'Publishes a version of a consumer with its contracts',
    access: 'publish',
    concerns: ({ body }) => ({ all: [body.pacticipantName] }),
    body: { schema: publicationBody, mediaTypes: [JSON_TYPE, HAL], optional: 'typed' },
    responses: { 200: publishedContracts, 409: publicationConflict },
    errors: ['validation-error', 'malformed-request', 'conflict'],
    async handler({ context, body, links }) {
      const parts = readContracts(body, identityOf(context))
      const request: Request = {
        consumer: body.pacticipantName,
        version: body.pacticipantVersionNumber,
        branch: body.branch ?? undefined,
        tags: [...new Set(body.tags)],
        buildUrl: body.buildUrl?.trim() || undefined,
      }
      const published = await publishContracts(context, { ...request, parts })
      if (published.outcome === 'published') return ok(represent(links, request, published))
      const conflict = conflictBody(published.conflicts, links.base)
      throw new BrokerError('conflict', conflict.errors.contracts.join('\n'), { body: conflict })
    },
  }),
]
