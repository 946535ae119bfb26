import {
  type ContentResults,
  type ContentVersions,
  type InteractionResults,
  type ResultDetails,
  contentResults,
  contentVersions,
  interactionResults,
  resultDetails,
} from '../wire/content-results.ts'
import { expand, paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

/** What a contract says, by the name that the broker gives to it: that of its link `pb:pact-version`. */
export interface ContentName {
  readonly consumer: string
  readonly provider: string
  readonly sha: string
}

export interface ContentList extends ContentName {
  /** From 1. */
  readonly page?: number | undefined
  /** On a page; 100 unless told otherwise. */
  readonly size?: number | undefined
}

export interface ResultName extends ContentName {
  /** Results of a content are counted from 1. */
  readonly number: number | 'latest'
}

const pageText = ({ page, size }: ContentList) =>
  queryString([
    ['page', page?.toString()],
    ['size', size?.toString()],
  ])

export function contentResultCalls(transport: Transport) {
  return {
    /**
     * Which versions of a consumer say the same in their contract, newest first, page by page. Only Tallystick answers it.
     *
     * @example
     * const contract = await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock' })
     * const sha = String(contract?._links['pb:pact-version']?.name)
     * const { _embedded } = await broker.listContentVersions({ consumer: 'Shop', provider: 'Stock', sha })
     * _embedded.versions.map(({ number, branch }) => `${number} on ${branch}`) // → ['1 on main']
     */
    listContentVersions: (of: ContentList): Promise<ContentVersions> =>
      call(transport, {
        method: 'GET',
        url: expand(paths.contentVersions, of) + pageText(of),
        answer: contentVersions,
      }),

    /**
     * The results that a contract has, newest first, page by page. Only Tallystick answers it.
     *
     * @example
     * const contract = await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock' })
     * const sha = String(contract?._links['pb:pact-version']?.name)
     * const { _embedded } = await broker.listContentResults({ consumer: 'Shop', provider: 'Stock', sha, size: 10 })
     * _embedded.verificationResults.map(({ providerVersion }) => providerVersion.number) // → ['5']
     */
    listContentResults: (of: ContentList): Promise<ContentResults> =>
      call(transport, {
        method: 'GET',
        url: expand(paths.verificationResults, of) + pageText(of),
        answer: contentResults,
      }),

    /**
     * The newest result of each interaction of a contract. Only Tallystick answers it.
     *
     * @example
     * const contract = await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock' })
     * const sha = String(contract?._links['pb:pact-version']?.name)
     * const { _embedded } = await broker.listInteractionResults({ consumer: 'Shop', provider: 'Stock', sha })
     * _embedded.interactions // → []
     */
    listInteractionResults: (of: ContentName): Promise<InteractionResults> =>
      call(transport, { method: 'GET', url: expand(paths.contentInteractions, of), answer: interactionResults }),

    /**
     * What a verification found for each interaction of a contract. Only Tallystick answers it.
     *
     * @example
     * const contract = await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock' })
     * const sha = String(contract?._links['pb:pact-version']?.name)
     * const result = await broker.getResultDetails({ consumer: 'Shop', provider: 'Stock', sha, number: 'latest' })
     * result.success // → true
     */
    getResultDetails: ({ number, ...content }: ResultName): Promise<ResultDetails> =>
      call(transport, {
        method: 'GET',
        url: expand(paths.resultInteractions, { ...content, number: String(number) }),
        answer: resultDetails,
      }),
  }
}
