import {
  type PathParameters,
  contractRemoval,
  contractVersions,
  paths,
  providerContracts,
} from '@tallystick/client/wire'
import { concernsConsumer } from '../accounts/concerns.ts'
import { type Endpoint, endpoint, noContent, ok } from '../kernel/endpoint.ts'
import { removeListedContracts } from './contract-lists.command.ts'
import { contractVersionsHal, providerContractsHal, taggedContractVersionsHal } from './contract-lists.hal.ts'
import {
  type ProviderScope,
  type VersionScope,
  listContractVersions,
  listProviderContracts,
} from './contract-lists.sql.ts'
import { removeContracts } from './contracts.command.ts'
import { contractRemovalHal } from './contracts.hal.ts'
import { type Pair, hasContracts } from './contracts.sql.ts'
import { assertPair, assertProvider } from './not-found.sql.ts'

interface PairList {
  readonly pair: Pair
  readonly scope: VersionScope
}

/** A list of the contracts of a pair. */
function listed<Path extends string>(
  path: Path,
  which: string,
  find: (params: PathParameters<Path>) => PairList,
): Endpoint {
  return endpoint({
    method: 'GET',
    path,
    summary: `Lists ${which}, newest first`,
    access: 'read',
    responses: { 200: contractVersions },
    errors: ['not-found'],
    async handler({ context, links, params }) {
      const { pair, scope } = find(params)
      await assertPair(context.db, pair)
      const rows = await listContractVersions(context.db, pair, scope)
      const list = { self: links.href(path, params), pair, rows }
      return ok(
        scope.of === 'tag' ? taggedContractVersionsHal(links, list, scope.tag) : contractVersionsHal(links, list),
      )
    },
  })
}

/** A list that can be deleted: exactly what it shows. */
function deletable<Path extends string>(
  path: Path,
  which: string,
  find: (params: PathParameters<Path>) => PairList,
): readonly Endpoint[] {
  return [
    listed(path, which, find),
    endpoint({
      method: 'DELETE',
      path,
      summary: `Deletes ${which}`,
      access: 'administer',
      concerns: ({ params }) => ({ all: [find(params).pair.consumer] }),
      responses: { 200: contractRemoval },
      errors: ['not-found'],
      async handler({ context, links, params }) {
        const { pair, scope } = find(params)
        await assertPair(context.db, pair)
        await removeListedContracts(context, pair, scope)
        return ok(contractRemovalHal(links, pair, await hasContracts(context.db, pair)))
      },
    }),
  ]
}

const pairLists: readonly Endpoint[] = [
  listed(paths.pactVersions, 'the contracts of a consumer with a provider', (pair) => ({ pair, scope: { of: 'all' } })),
  endpoint({
    method: 'DELETE',
    path: paths.pactVersions,
    summary: 'Deletes all contracts of a consumer with a provider',
    access: 'administer',
    concerns: concernsConsumer,
    responses: { 204: null },
    errors: ['not-found'],
    async handler({ context, params }) {
      await assertPair(context.db, params)
      await removeContracts(context, params)
      return noContent()
    },
  }),
  ...deletable(paths.taggedPactVersions, 'the contracts of the versions with a tag', ({ tag, ...pair }) => ({
    pair,
    scope: { of: 'tag', tag },
  })),
  ...deletable(paths.branchPactVersions, 'the contracts of the versions on a branch', ({ branch, ...pair }) => ({
    pair,
    scope: { of: 'branch', branch },
  })),
  ...deletable(paths.mainBranchPactVersions, "the contracts of the versions on the consumer's main branch", (pair) => ({
    pair,
    scope: { of: 'branch' },
  })),
  ...deletable(
    paths.latestBranchPactVersions,
    'the contract of the version that was put on a branch last, where it has one',
    ({ branch, ...pair }) => ({ pair, scope: { of: 'branch head', branch } }),
  ),
  ...deletable(
    paths.latestMainBranchPactVersions,
    "the contract of the version that was put on the consumer's main branch last, where it has one",
    (pair) => ({ pair, scope: { of: 'branch head' } }),
  ),
]

interface ProviderList {
  readonly provider: string
  readonly scope: ProviderScope
}

/** Which of them the title says. */
function titleOf({ provider, scope }: ProviderList): string {
  const isLatest = scope.of === 'latest' || scope.of === 'branch head'
  const title = `${isLatest ? 'Latest' : 'All'} pact versions for the provider ${provider}`
  if ('tag' in scope) return `${title} with consumer version tag '${scope.tag}'`
  return 'branch' in scope ? `${title} with consumer version branch '${scope.branch}'` : title
}

/** A list of links to the contracts of a provider. */
function ofProvider<Path extends string>(
  path: Path,
  which: string,
  find: (params: PathParameters<Path>) => ProviderList,
): Endpoint {
  return endpoint({
    method: 'GET',
    path,
    summary: `Lists ${which}`,
    access: 'read',
    responses: { 200: providerContracts },
    errors: ['not-found'],
    async handler({ context, links, params }) {
      const list = find(params)
      await assertProvider(context.db, list.provider)
      const rows = await listProviderContracts(context.db, list.provider, list.scope)
      const self = { href: links.href(path, params), title: titleOf(list) }
      return ok(providerContractsHal(links, { self, provider: list.provider, rows }))
    },
  })
}

const providerLists: readonly Endpoint[] = [
  ofProvider(paths.providerPacts, 'all contracts of a provider', ({ provider }) => ({
    provider,
    scope: { of: 'all' },
  })),
  ofProvider(
    paths.providerPactsWithTag,
    'the contracts of a provider with consumer versions that have a tag',
    ({ provider, tag }) => ({ provider, scope: { of: 'tag', tag } }),
  ),
  ofProvider(paths.latestProviderPacts, 'the newest contract of each consumer of a provider', ({ provider }) => ({
    provider,
    scope: { of: 'latest' },
  })),
  ofProvider(
    paths.latestProviderPactsWithTag,
    'the newest contract with a tag of each consumer of a provider',
    ({ provider, tag }) => ({ provider, scope: { of: 'latest', tag } }),
  ),
  ofProvider(
    paths.providerPactsForMainBranch,
    "the contracts of a provider with versions on the consumers' main branches",
    ({ provider }) => ({ provider, scope: { of: 'branch' } }),
  ),
  ofProvider(
    paths.providerPactsForBranch,
    'the contracts of a provider with consumer versions on a branch',
    ({ provider, branch }) => ({ provider, scope: { of: 'branch', branch } }),
  ),
  ofProvider(
    paths.latestProviderPactsForMainBranch,
    "the contracts of a provider with the heads of the consumers' main branches",
    ({ provider }) => ({ provider, scope: { of: 'branch head' } }),
  ),
  ofProvider(
    paths.latestProviderPactsForBranch,
    'the contracts of a provider with the heads of a branch of its consumers',
    ({ provider, branch }) => ({ provider, scope: { of: 'branch head', branch } }),
  ),
]

export const contractListEndpoints: readonly Endpoint[] = [...pairLists, ...providerLists]
