import { type PathParameters, contract, contractRemoval, contractVersions, paths } from '@tallystick/client/wire'
import type { Connection } from '../context.ts'
import { type Endpoint, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { contractReply, latestContractReply, selectedContractReply } from './contract-reply.routes.ts'
import { removeContract, removeContracts } from './contracts.command.ts'
import { contractRemovalHal, contractVersionsHal } from './contracts.hal.ts'
import { type ContractPlace, type Pair, hasContracts, listContractVersions, listKnownNames } from './contracts.sql.ts'
import { putContractEndpoints } from './put-contract.routes.ts'

/** The newest contract of a scope of the pair. */
function latest<Path extends string>(
  path: Path,
  summary: string,
  at: (params: PathParameters<Path>) => { readonly pair: Pair; readonly place: ContractPlace },
): Endpoint {
  return endpoint({
    method: 'GET',
    path,
    summary,
    access: 'read',
    responses: { 200: contract },
    errors: ['not-found'],
    handler: ({ context, links, params }) => latestContractReply({ context, links, ...at(params) }),
  })
}

async function requirePair(db: Connection, pair: Pair) {
  const known = await listKnownNames(db, [pair.consumer, pair.provider])
  if (!known.includes(pair.consumer)) throw consumerNotFound(pair.consumer)
  if (!known.includes(pair.provider)) throw providerNotFound(pair.provider)
}

const ofVersion = (path: typeof paths.pact | typeof paths.pactAlias): readonly Endpoint[] => [
  endpoint({
    method: 'GET',
    path,
    summary: 'Shows the contract of a consumer version with a provider',
    access: 'read',
    responses: { 200: contract },
    errors: ['not-found'],
    handler: ({ context, links, params }) =>
      contractReply({ context, links, pair: params, place: { version: params.version } }),
  }),
  ...putContractEndpoints(path),
  endpoint({
    method: 'DELETE',
    path,
    summary: 'Deletes the contract of a consumer version with a provider',
    access: 'administer',
    responses: { 200: contractRemoval },
    errors: ['not-found'],
    async handler({ context, links, params }) {
      await removeContract(context, params)
      return ok(contractRemovalHal(links, params, await hasContracts(context.db, params)))
    },
  }),
]

export const contractEndpoints: readonly Endpoint[] = [
  ...ofVersion(paths.pact),
  ...ofVersion(paths.pactAlias),
  endpoint({
    method: 'GET',
    path: paths.pactVersions,
    summary: 'Lists the consumer versions that have a contract with the provider, newest first',
    access: 'read',
    responses: { 200: contractVersions },
    errors: ['not-found'],
    async handler({ context, links, params }) {
      await requirePair(context.db, params)
      return ok(contractVersionsHal(links, params, await listContractVersions(context.db, params)))
    },
  }),
  endpoint({
    method: 'DELETE',
    path: paths.pactVersions,
    summary: 'Deletes all contracts of a consumer with a provider',
    access: 'administer',
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await requirePair(context.db, params)
      await removeContracts(context, params)
      return noContent()
    },
  }),
  latest(paths.latestPact, 'Shows the newest contract', (pair) => ({ pair, place: { scope: 'latest', name: '' } })),
  latest(paths.latestTaggedPact, 'Shows the newest contract of a version with the tag', ({ tag, ...pair }) => ({
    pair,
    place: { scope: 'tag', name: tag },
  })),
  latest(paths.latestUntaggedPact, 'Shows the newest contract of a version without tags', (pair) => ({
    pair,
    place: { scope: 'untagged' },
  })),
  latest(paths.latestBranchPact, 'Shows the newest contract of a version on the branch', ({ branch, ...pair }) => ({
    pair,
    place: { scope: 'branch', name: branch },
  })),
  endpoint({
    method: 'GET',
    path: paths.pactVersionContent,
    summary: 'Shows a contract by its content, with the newest version that has it',
    access: 'read',
    responses: { 200: contract },
    errors: ['not-found'],
    handler: ({ context, links, params }) =>
      contractReply({ context, links, pair: params, place: { sha: params.sha } }),
  }),
  endpoint({
    method: 'GET',
    path: paths.pactVersionContentWithMetadata,
    summary: 'Shows a contract as it was handed out for verification',
    access: 'read',
    responses: { 200: contract },
    errors: ['not-found'],
    handler: ({ context, links, params }) =>
      selectedContractReply({ context, links, pair: params, place: { sha: params.sha } }, params.metadata),
  }),
]
