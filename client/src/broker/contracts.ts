import { type Contract, contract as contractAnswer } from '../wire/contracts.ts'
import { expand, paths } from '../wire/paths.ts'
import { type ContractPublication, type PublishedContracts, publishedContracts } from '../wire/publishing.ts'
import { base64 } from './base64.ts'
import { call, find } from './call.ts'
import type { Transport } from './transport.ts'

interface ContractToPublish {
  readonly provider: string
  /** The contract as a Pact library wrote it: the text of its file, which is kept to the letter, or an object. */
  readonly content: string | object
  /** `merge` adds to what this version has published already; `overwrite`, the default, accepts the same content only. */
  readonly onConflict?: 'overwrite' | 'merge'
}

/** A version of a consumer with its contracts, which are published together or not at all. */
export interface Publication {
  /** The consumer. */
  readonly pacticipant: string
  readonly version: string
  readonly branch?: string | undefined
  readonly tags?: readonly string[]
  readonly buildUrl?: string | undefined
  readonly contracts: readonly ContractToPublish[]
}

interface Pair {
  readonly consumer: string
  readonly provider: string
}

export interface LatestContractOf extends Pair {
  readonly branch?: string | undefined
  readonly tag?: string | undefined
}

export interface ContractOfVersion extends Pair {
  /** Of the consumer. */
  readonly version: string
}

function publication({ pacticipant, version, branch, tags, buildUrl, contracts }: Publication): ContractPublication {
  return {
    pacticipantName: pacticipant,
    pacticipantVersionNumber: version,
    ...(branch === undefined ? {} : { branch }),
    ...(tags === undefined ? {} : { tags: [...tags] }),
    ...(buildUrl === undefined ? {} : { buildUrl }),
    contracts: contracts.map(({ provider, content, onConflict = 'overwrite' }) => ({
      consumerName: pacticipant,
      providerName: provider,
      content: base64(typeof content === 'string' ? content : JSON.stringify(content)),
      contentType: 'application/json',
      specification: 'pact',
      onConflict,
    })),
  }
}

function latestContractPath({ branch, tag, ...pair }: LatestContractOf): string {
  if (branch !== undefined) return expand(paths.latestBranchPact, { ...pair, branch })
  if (tag !== undefined) return expand(paths.latestTaggedPact, { ...pair, tag })
  return expand(paths.latestPact, pair)
}

export function contractCalls(transport: Transport) {
  return {
    /**
     * Publishes the contracts of one consumer version, all or none, and gives the broker's notices to print. Publishing
     * the same again changes nothing; other content for the same version is refused, since results would then belong to
     * something else.
     *
     * @example
     * const content = { consumer: { name: 'Shop' }, provider: { name: 'Stock' }, interactions: [] }
     * const { _embedded } = await broker.publishContracts({
     *   pacticipant: 'Shop',
     *   version: '2',
     *   branch: 'main',
     *   contracts: [{ provider: 'Stock', content }],
     * })
     * _embedded.version.number // → '2'
     */
    publishContracts: (contracts: Publication): Promise<PublishedContracts> =>
      call(transport, {
        method: 'POST',
        url: paths.publishContracts,
        body: publication(contracts),
        answer: publishedContracts,
      }),

    /**
     * The contract of a consumer version with a provider; undefined when there is none.
     *
     * @example
     * const contract = await broker.findContract({ consumer: 'Shop', version: '1', provider: 'Stock' })
     * contract?.consumer // → { name: 'Shop' }
     */
    findContract: ({ consumer, version, provider }: ContractOfVersion): Promise<Contract | undefined> =>
      find(transport, {
        method: 'GET',
        url: expand(paths.pact, { provider, consumer, version }),
        answer: contractAnswer,
      }),

    /**
     * The newest contract of a consumer with a provider: of all versions, of a branch, or of those with a tag.
     *
     * @example
     * const contract = await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock', branch: 'main' })
     * contract?.provider // → { name: 'Stock' }
     * await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock', branch: 'gone' }) // → undefined
     */
    findLatestContract: (of: LatestContractOf): Promise<Contract | undefined> =>
      find(transport, { method: 'GET', url: latestContractPath(of), answer: contractAnswer }),
  }
}
