import {
  type PactsForVerificationRequest,
  pactsForVerification,
  pactsForVerificationQuery,
  paths,
} from '@tallystick/client/wire'
import type { Context, Database } from '../context.ts'
import { type Endpoint, JSON_TYPE, endpoint, ok } from '../kernel/endpoint.ts'
import { providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { criteriaOf } from './criteria.ts'
import { DEPRECATED_QUERY, requestOf } from './for-verification-query.ts'
import { forVerificationRequest } from './for-verification-request.ts'
import type { VerifiableContract } from './notices.ts'
import { positionsNeeded } from './positions.ts'
import { type ProviderContext, findProvider, listProviderSuccesses, listVerifiedContents } from './provider.sql.ts'
import { environmentsNotFound } from './selection.errors.ts'
import { forVerificationHal } from './selection.hal.ts'
import { listEnvironmentNames, listPositions } from './selection.sql.ts'
import { selection } from './selection.ts'
import { unknownFields, unknownFieldsWarning } from './unknown-fields.ts'
import { type BuildLine, verifiableContracts } from './verifiable-contracts.ts'

async function checkEnvironments(db: Database, request: PactsForVerificationRequest): Promise<void> {
  const named = (request.consumerVersionSelectors ?? []).flatMap(({ environment }, index) =>
    environment === undefined ? [] : [[index, environment] as const],
  )
  if (named.length === 0) return
  const known = await listEnvironmentNames(
    db,
    named.map(([, name]) => name),
  )
  const unknown = named.filter(([, name]) => !known.includes(name))
  if (unknown.length > 0) throw environmentsNotFound(unknown)
}

function lineOf(provider: ProviderContext, branch: string | undefined): BuildLine {
  if (branch !== undefined) {
    return {
      kind: 'branch',
      pendingFrom: { name: branch, begunAt: provider.branchCreatedAt ?? undefined },
      wipFrom: { name: branch, begunAt: provider.branchFirstVersionAt ?? undefined },
    }
  }
  if (provider.tags.length === 0) return { kind: 'none' }
  return { kind: 'tags', tags: provider.tags.map(({ name, firstUsedAt }) => ({ name, begunAt: firstUsedAt })) }
}

/** What the provider's versions have verified of these contents, as far as it matters for the build's line. */
async function findSuccesses(db: Database, line: BuildLine, contentIds: readonly number[]) {
  const none = { successes: new Map<number, never[]>(), verified: new Set<number>() }
  if (contentIds.length === 0) return none
  switch (line.kind) {
    case 'branch': {
      const names = [line.pendingFrom.name]
      return { ...none, successes: await listProviderSuccesses(db, contentIds, { scope: 'branch', names }) }
    }
    case 'tags': {
      const names = line.tags.map(({ name }) => name)
      return { ...none, successes: await listProviderSuccesses(db, contentIds, { scope: 'tag', names }) }
    }
    case 'none':
      return { ...none, verified: await listVerifiedContents(db, contentIds) }
  }
}

async function findVerifiableContracts(
  { db }: Context,
  providerName: string,
  request: PactsForVerificationRequest,
): Promise<readonly VerifiableContract[]> {
  await checkEnvironments(db, request)
  const branch = request.providerVersionBranch ?? undefined
  const tags = [...new Set(request.providerVersionTags)]
  const provider = await findProvider(db, providerName, { branch, tags })
  if (provider === undefined) throw providerNotFound(providerName)
  const line = lineOf(provider, branch)
  const isWipPossible = request.includeWipPactsSince !== undefined && line.kind !== 'none'
  const wipSince = isWipPossible ? new Date(request.includeWipPactsSince ?? 0) : undefined
  const criteria = criteriaOf(request)
  const positions = await listPositions(db, provider, positionsNeeded(criteria, wipSince))
  const selected = selection(criteria, positions)
  const asksForPending = request.includePendingStatus ?? true
  const contentIds = new Set(positions.map(({ contract }) => contract?.contentId).filter((id) => id !== undefined))
  const facts = asksForPending || wipSince ? await findSuccesses(db, line, [...contentIds]) : undefined
  return verifiableContracts({
    line,
    selected,
    positions,
    asksForPending,
    wipSince,
    successes: facts?.successes ?? new Map(),
    verified: facts?.verified ?? new Set(),
  })
}

export const selectionEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.pactsForVerification,
    summary: 'Selects the pacts that a build of the provider is to verify',
    access: 'read',
    body: { schema: forVerificationRequest, mediaTypes: [JSON_TYPE] },
    responses: { 200: pactsForVerification },
    errors: ['not-found', 'validation-error', 'malformed-request'],
    async handler({ context, params, body, links }) {
      const contracts = await findVerifiableContracts(context, params.provider, body)
      const build = { provider: params.provider, branch: body.providerVersionBranch ?? undefined }
      const unknown = unknownFields(body)
      const warnings = unknown.length === 0 ? [] : [unknownFieldsWarning(unknown)]
      return ok(forVerificationHal(links, contracts, { build, warnings }))
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.pactsForVerification,
    summary: 'Selects the pacts to verify as the first Pact libraries asked for them; deprecated',
    access: 'read',
    query: pactsForVerificationQuery,
    responses: { 200: pactsForVerification },
    errors: ['not-found', 'validation-error'],
    async handler({ context, params, query, links }) {
      const request = requestOf(query)
      const contracts = await findVerifiableContracts(context, params.provider, request)
      const build = { provider: params.provider, branch: request.providerVersionBranch ?? undefined }
      return ok(forVerificationHal(links, contracts, { build, warnings: [DEPRECATED_QUERY] }))
    },
  }),
]
