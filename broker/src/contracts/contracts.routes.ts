import { type PathParameters, contractRemoval, paths, shownContract } from '@tallystick/client/wire'
import { concernsConsumer } from '../accounts/concerns.ts'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import {
  HTML,
  contractForms,
  contractReply,
  latestContractReply,
  selectedContractReply,
} from './contract-reply.routes.ts'
import { removeContract } from './contracts.command.ts'
import { contractRemovalHal } from './contracts.hal.ts'
import { type ContractPlace, type Pair, hasContracts } from './contracts.sql.ts'
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
    produces: contractForms,
    responses: { 200: shownContract },
    errors: ['not-found'],
    handler: ({ context, links, params, mediaType }) =>
      latestContractReply({ context, links, mediaType, ...at(params) }),
  })
}

const ofVersion: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.pact,
    summary: 'Shows the contract of a consumer version with a provider',
    access: 'read',
    produces: contractForms,
    responses: { 200: shownContract },
    errors: ['not-found'],
    handler: ({ context, links, params, mediaType }) =>
      contractReply({ context, links, mediaType, pair: params, place: { version: params.version } }),
  }),
  ...putContractEndpoints(paths.pact),
  endpoint({
    method: 'DELETE',
    path: paths.pact,
    summary: 'Deletes the contract of a consumer version with a provider',
    access: 'administer',
    concerns: concernsConsumer,
    responses: { 200: contractRemoval },
    errors: ['not-found'],
    async handler({ context, links, params }) {
      await removeContract(context, params)
      return ok(contractRemovalHal(links, params, await hasContracts(context.db, params)))
    },
  }),
]

const latestOfPair = latest(paths.latestPact, 'Shows the newest contract', (pair) => ({
  pair,
  place: { scope: 'latest', name: '' },
}))

const isData = (mediaType: string) => mediaType !== HTML

export const contractEndpoints: readonly Endpoint[] = [
  ...ofVersion,
  // No pages at this one: it is where they link to for the JSON, which browsers get where there is nothing else.
  ...ofVersion.map((found) => ({
    ...found,
    path: paths.pactAlias,
    produces: found.produces.filter(isData),
    deprecated: true,
  })),
  ...ofVersion.map((found) => ({ ...found, path: paths.singularPact, deprecated: true })),
  latestOfPair,
  { ...latestOfPair, path: paths.singularLatestPact, deprecated: true },
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
    produces: contractForms,
    responses: { 200: shownContract },
    errors: ['not-found'],
    handler: ({ context, links, params, mediaType }) =>
      contractReply({ context, links, mediaType, pair: params, place: { sha: params.sha } }),
  }),
  endpoint({
    method: 'GET',
    path: paths.pactVersionContentWithMetadata,
    summary: 'Shows a contract as it was handed out for verification',
    access: 'read',
    produces: contractForms,
    responses: { 200: shownContract },
    errors: ['not-found'],
    handler: ({ context, links, params, mediaType }) =>
      selectedContractReply({ context, links, mediaType, pair: params, place: { sha: params.sha } }, params.metadata),
  }),
]
