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
import { environmentsNotFound } from './selection.errors.ts'
import { forVerificationHal } from './selection.hal.ts'
import { type SelectionFacts, type SuccessesNeeded, findSelectionFacts, listEnvironmentNames } from './selection.sql.ts'
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

function lineOf(facts: SelectionFacts, branch: string | undefined, tags: readonly string[]): BuildLine {
  if (branch !== undefined) {
    return {
      kind: 'branch',
      pendingFrom: { name: branch, begunAt: facts.branchCreatedAt },
      wipFrom: { name: branch, begunAt: facts.branchFirstVersionAt },
    }
  }
  if (tags.length === 0) return { kind: 'none' }
  return { kind: 'tags', tags: tags.map((name, index) => ({ name, begunAt: facts.tagsFirstUsedAt[index] })) }
}

/** A build's branch counts, or else its tags. */
function successesNeeded(branch: string | undefined, tags: readonly string[]): SuccessesNeeded {
  if (branch !== undefined) return { of: 'lines', scope: 'branch', names: [branch] }
  return tags.length === 0 ? { of: 'anything' } : { of: 'lines', scope: 'tag', names: tags }
}

async function findVerifiableContracts(
  { db, handedOut }: Context,
  provider: string,
  request: PactsForVerificationRequest,
): Promise<readonly VerifiableContract[]> {
  await checkEnvironments(db, request)
  const branch = request.providerVersionBranch ?? undefined
  const tags = [...new Set(request.providerVersionTags)]
  const asksForPending = request.includePendingStatus ?? true
  const isOnLine = branch !== undefined || tags.length > 0
  const since = isOnLine ? request.includeWipPactsSince : undefined
  const wipSince = since === undefined ? undefined : new Date(since)
  const criteria = criteriaOf(request)
  const facts = await findSelectionFacts(
    db,
    { provider, branch, tags },
    {
      positions: positionsNeeded(criteria, wipSince),
      successes: asksForPending || wipSince ? successesNeeded(branch, tags) : { of: 'nothing' },
    },
  )
  if (facts === undefined) throw providerNotFound(provider)
  const found = verifiableContracts({
    ...facts,
    line: lineOf(facts, branch, tags),
    selected: selection(criteria, facts.positions),
    asksForPending,
    wipSince,
  })
  handedOut.note(found.map(({ contentId }) => contentId))
  return found
}

export const selectionEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'POST',
    path: paths.pactsForVerification,
    summary: 'Selects the pacts that a build of the provider is to verify',
    access: 'read',
    body: { schema: forVerificationRequest, mediaTypes: [JSON_TYPE], optional: true },
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
    summary: 'Selects the pacts to verify as the first Pact libraries asked for them',
    deprecated: true,
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
