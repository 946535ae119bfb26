import { BrokerCallError } from '@tallystick/client'
import { type Contract, expand, paths } from '@tallystick/client/wire'
import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'

export interface Pair {
  readonly consumer: string
  readonly provider: string
}

/** Of a version, the newest that says just this, or the newest of all. */
export type ContractAddress = Pair & { readonly version?: string; readonly sha?: string }

/** A content of a pair. */
export interface Content extends Pair {
  readonly sha: string
}

const PAGE_SIZE = 25

function contractPath({ consumer, provider, version, sha }: ContractAddress): string {
  if (version !== undefined) return expand(paths.pact, { consumer, provider, version })
  if (sha !== undefined) return expand(paths.pactVersionContent, { consumer, provider, sha })
  return expand(paths.latestPact, { consumer, provider })
}

/** Null where there is none. */
async function findContract(address: ContractAddress): Promise<Contract | null> {
  try {
    return await broker.getContract(contractPath(address))
  } catch (error) {
    if (error instanceof BrokerCallError && error.status === 404) return null
    throw error
  }
}

function nameOf({ _links }: Contract, relation: string): string {
  const link = _links[relation]
  return (link && !Array.isArray(link) && link.name) || ''
}

/** Which version published the contract, and which content it is. */
export function identityOf(contract: Contract, pair: Pair): { readonly version: string; readonly content: Content } {
  return {
    version: nameOf(contract, 'pb:consumer-version'),
    content: { ...pair, sha: nameOf(contract, 'pb:pact-version') },
  }
}

export const contractQuery = (address: ContractAddress) =>
  queryOptions({ queryKey: ['contract', address], queryFn: () => findContract(address) })

export const publisherQuery = (pacticipant: string, version: string) =>
  queryOptions({
    queryKey: ['version', pacticipant, version],
    queryFn: async () => (await broker.findVersion({ pacticipant, version })) ?? null,
  })

export const resultsQuery = (content: Content, page = 1) =>
  queryOptions({
    queryKey: ['content-results', content, page],
    queryFn: () => broker.listContentResults({ ...content, page, size: PAGE_SIZE }),
  })

export const versionsQuery = (content: Content, page = 1) =>
  queryOptions({
    queryKey: ['content-versions', content, page],
    queryFn: () => broker.listContentVersions({ ...content, page, size: PAGE_SIZE }),
  })

export const interactionResultsQuery = (content: Content) =>
  queryOptions({
    queryKey: ['interaction-results', content],
    queryFn: () => broker.listInteractionResults(content),
  })
