import {
  type PathParameters,
  newVerificationResult,
  paths,
  verificationResult,
  verificationSummary,
} from '@tallystick/client/wire'
import { concernsProvider } from '../accounts/concerns.ts'
import type { Connection, Context } from '../context.ts'
import { EXTENDED } from '../contracts/contract-reply.routes.ts'
import { decodeMetadata } from '../contracts/metadata.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, HAL, JSON_TYPE, type Reply, created, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { recordVerification, removeVerification } from './verifications.command.ts'
import { allResultsAreInTheMatrix } from './verifications.errors.ts'
import { extendedVerificationHal, verificationHal, verificationSummaryHal } from './verifications.hal.ts'
import {
  type ContentLocator,
  type VerificationRow,
  findLatestVerification,
  findLatestVerificationOfHead,
  findLatestVerificationOfVersion,
  findVerification,
  listContractsOfVersion,
  listProviderTags,
} from './verifications.sql.ts'

const LARGEST_NUMBER = 2 ** 31 - 1

async function represent(
  { db }: Context,
  row: VerificationRow | undefined,
  { links, mediaType }: { readonly links: Links; readonly mediaType: string },
): Promise<Reply> {
  if (row === undefined) throw notFound()
  if (mediaType !== EXTENDED) return ok(verificationHal(links, row))
  return ok(extendedVerificationHal(links, row, await listProviderTags(db, row)))
}

/** The result that is asked for by its number, or `latest`. */
async function findByNumber(
  db: Connection,
  content: ContentLocator,
  number: string,
): Promise<VerificationRow | undefined> {
  if (number === 'all') throw allResultsAreInTheMatrix()
  const value = /^\d{1,10}$/.test(number) ? Number(number) : LARGEST_NUMBER + 1
  return value > LARGEST_NUMBER ? undefined : findVerification(db, content, value)
}

const publishing = (path: typeof paths.verificationResults | typeof paths.verificationResultsWithMetadata) =>
  endpoint({
    method: 'POST',
    path,
    summary: 'Records what a version of the provider found when it replayed a contract',
    access: 'verify',
    concerns: concernsProvider,
    body: { schema: newVerificationResult, mediaTypes: [JSON_TYPE] },
    responses: { 201: verificationResult },
    errors: ['not-found', 'validation-error', 'malformed-request'],
    async handler({ context, params, body, links }) {
      const { provider, consumer, sha } = params
      const metadata = decodeMetadata('metadata' in params ? params.metadata : undefined)
      const row = await recordVerification(context, { provider, consumer, sha }, { result: body, metadata })
      const location = links.href(paths.verificationResult, { provider, consumer, sha, number: String(row.number) })
      return created(location, verificationHal(links, row))
    },
  })

/** An address of one result, to be read and deleted. */
function resource<Path extends string>(
  path: Path,
  which: string,
  find: (db: Connection, params: PathParameters<Path>) => Promise<VerificationRow | undefined>,
): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path,
      summary: `Shows ${which}`,
      access: 'read',
      produces: [HAL, JSON_TYPE, EXTENDED],
      responses: { 200: verificationResult },
      errors: ['not-found'],
      handler: async ({ context, params, links, mediaType }) =>
        represent(context, await find(context.db, params), { links, mediaType }),
    }),
    endpoint({
      method: 'DELETE',
      path,
      summary: `Deletes ${which}`,
      access: 'administer',
      async concerns({ context, params }) {
        const row = await find(context.db, params)
        return { all: row ? [row.provider] : [] }
      },
      responses: { 204: null },
      errors: ['not-found'],
      async handler({ context, params }) {
        await removeVerification(context, (trx) => find(trx, params))
        return noContent()
      },
    }),
  ]
}

export const verificationEndpoints: readonly Endpoint[] = [
  publishing(paths.verificationResults),
  publishing(paths.verificationResultsWithMetadata),
  ...resource(paths.verificationResult, 'a verification result', (db, params) =>
    findByNumber(db, params, params.number),
  ),
  ...resource(paths.verificationResultWithMetadata, 'a verification result', (db, params) =>
    findByNumber(db, params, params.number),
  ),
  ...resource(paths.latestVerificationResult, 'the latest result for a contract content', findLatestVerification),
  ...resource(
    paths.latestVerificationResultForPact,
    'the latest result for the contract of a consumer version',
    findLatestVerificationOfVersion,
  ),
  ...resource(
    paths.latestVerificationResultForLatestPact,
    'the latest result for the latest contract',
    findLatestVerificationOfHead,
  ),
  ...resource(
    paths.latestVerificationResultForLatestTaggedPact,
    'the latest result for the latest contract with a tag',
    findLatestVerificationOfHead,
  ),
  endpoint({
    method: 'GET',
    path: paths.verificationResultsForConsumerVersion,
    summary: 'Shows whether all contracts of a consumer version are verified',
    access: 'read',
    responses: { 200: verificationSummary },
    errors: ['not-found'],
    async handler({ context, params, links }) {
      const contracts = await listContractsOfVersion(context.db, params)
      if (contracts === undefined) throw notFound()
      return ok(verificationSummaryHal(links, contracts, params))
    },
  }),
]
