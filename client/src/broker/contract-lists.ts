import { z } from 'zod'
import { contractDifference, providerContracts } from '../wire/contract-lists.ts'
import type { Link } from '../wire/hal.ts'
import { type Integration, integrations } from '../wire/integrations.ts'
import { type LatestContracts, latestContracts } from '../wire/latest-contracts.ts'
import { expand, paths } from '../wire/paths.ts'
import { type ProviderState, providerStates } from '../wire/provider-states.ts'
import { call } from './call.ts'
import type { ContractOfVersion } from './contracts.ts'
import type { Transport } from './transport.ts'

/** The contracts of a provider: of the consumers' main branches, or of a branch; all of them, or each consumer's newest. */
export interface ContractsOfProvider {
  readonly provider: string
  readonly branch?: string | undefined
  readonly isLatest?: boolean | undefined
}

/** Of the consumers' main branches, unless a branch or an environment is given. */
export interface StatesOfProvider {
  readonly provider: string
  readonly branch?: string | undefined
  readonly environment?: string | undefined
}

/** The contract of a consumer version, and what it is compared with. */
export interface VersionsToCompare extends ContractOfVersion {
  /** The other version of the consumer; when not given, the newest before it that says something else. */
  readonly comparedWith?: string | undefined
}

function contractsPath({ provider, branch, isLatest }: ContractsOfProvider): string {
  if (branch === undefined) {
    const path = isLatest ? paths.latestProviderPactsForMainBranch : paths.providerPactsForMainBranch
    return expand(path, { provider })
  }
  return expand(isLatest ? paths.latestProviderPactsForBranch : paths.providerPactsForBranch, { provider, branch })
}

function statesPath({ provider, branch, environment }: StatesOfProvider): string {
  if (branch !== undefined) return expand(paths.providerStatesForBranch, { provider, branch })
  if (environment !== undefined) return expand(paths.providerStatesForEnvironment, { provider, environment })
  return expand(paths.providerStates, { provider })
}

function comparisonPath({ comparedWith, ...of }: VersionsToCompare): string {
  if (comparedWith === undefined) return expand(paths.previousDistinctDiff, of)
  return expand(paths.pactDiff, { ...of, otherVersion: comparedWith })
}

export function contractListCalls(transport: Transport) {
  return {
    /**
     * The newest contract of every pair.
     *
     * @example
     * const { pacts } = await broker.listLatestContracts()
     * pacts.map(({ _embedded }) => _embedded.consumer.name) // → ['Shop']
     */
    listLatestContracts: (): Promise<LatestContracts> =>
      call(transport, { method: 'GET', url: paths.latestPacts, answer: latestContracts }),

    /**
     * Links to contracts of a provider, each named after its consumer; `getContract` follows them.
     *
     * @example
     * const found = await broker.listContractsOfProvider({ provider: 'Stock', isLatest: true })
     * found.map(({ name }) => name) // → ['Shop']
     */
    async listContractsOfProvider(of: ContractsOfProvider): Promise<readonly Link[]> {
      const { _links } = await call(transport, { method: 'GET', url: contractsPath(of), answer: providerContracts })
      const found = _links['pb:pacts'] ?? []
      return Array.isArray(found) ? found : [found]
    },

    /**
     * The states that a provider has to be in for the interactions of its contracts, by name, with their consumers.
     *
     * @example
     * await broker.listProviderStates({ provider: 'Stock' }) // → []
     */
    async listProviderStates(of: StatesOfProvider): Promise<readonly ProviderState[]> {
      const answer = await call(transport, { method: 'GET', url: statesPath(of), answer: providerStates })
      return answer.providerStates
    },

    /**
     * What a consumer version changed in its contract with a provider, as text: a heading, a unified diff, and links.
     *
     * @example
     * const text = await broker.compareContracts({ consumer: 'Shop', version: '1', provider: 'Stock' })
     * text.includes('No previous distinct version was found') // → true
     */
    compareContracts: (which: VersionsToCompare): Promise<string> =>
      call(transport, {
        method: 'GET',
        url: comparisonPath(which),
        accept: 'text/plain',
        answer: contractDifference,
      }),

    /**
     * Who has published a contract for whom; the pair that changed last comes first.
     *
     * @example
     * (await broker.listIntegrations()).map(({ provider }) => provider.name) // → ['Stock']
     */
    async listIntegrations(): Promise<readonly Integration[]> {
      const answer = z.object({ _embedded: integrations.shape._embedded })
      const { _embedded } = await call(transport, { method: 'GET', url: paths.integrations, answer })
      return _embedded.integrations
    },
  }
}
