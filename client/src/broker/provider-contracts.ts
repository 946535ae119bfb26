import { z } from 'zod'
import { notice } from '../wire/hal.ts'
import { BrokerCallError } from './call-error.ts'
import { base64 } from './base64.ts'
import { call } from './call.ts'
import { getIndexOf } from './pacticipants.ts'
import type { Transport } from './transport.ts'

const RELATION = 'pf:publish-provider-contract'

const published = z.looseObject({ notices: z.array(notice).optional() })

/** What a provider says of itself, for example as OpenAPI, and how it verified that. */
export interface ProviderContract {
  readonly provider: string
  readonly version: string
  readonly branch?: string | undefined
  readonly tags?: readonly string[]
  readonly buildUrl?: string | undefined
  /** The text of the document. */
  readonly content: string
  /** `application/yaml`, `application/json`. */
  readonly contentType?: string | undefined
  /** `oas` unless told. */
  readonly specification?: string | undefined
  readonly selfVerification?:
    | {
        readonly success?: boolean | undefined
        /** What the tool reported, as text. */
        readonly content?: string | undefined
        readonly contentType?: string | undefined
        readonly format?: string | undefined
        readonly verifier?: string | undefined
        readonly verifierVersion?: string | undefined
      }
    | undefined
}

/** Nothing where nothing is said. */
function selfVerificationResults({ selfVerification }: ProviderContract) {
  const said = Object.values(selfVerification ?? {}).some((value) => value !== undefined)
  if (!selfVerification || !said) return {}
  const { content, ...results } = selfVerification
  return {
    selfVerificationResults: { ...results, ...(content === undefined ? {} : { content: base64(content) }) },
  }
}

function publication(contract: ProviderContract) {
  const { version, branch, tags = [], buildUrl, content, contentType, specification = 'oas' } = contract
  return {
    pacticipantVersionNumber: version,
    branch,
    tags,
    buildUrl,
    contract: { content: base64(content), contentType, specification, ...selfVerificationResults(contract) },
  }
}

export function providerContractCalls(transport: Transport) {
  return {
    /**
     * Publishes what a provider says of itself, for brokers that compare it with what its consumers expect, as PactFlow
     * does. Refused, before anything is sent, by a broker that does not.
     *
     * @example
     * try {
     *   await broker.publishProviderContract({ provider: 'Stock', version: '5', content: 'openapi: 3.1.0' })
     * } catch (error) {
     *   if (!(error instanceof BrokerCallError)) throw error
     *   error.failure // → 'refused'
     * }
     */
    async publishProviderContract(contract: ProviderContract): Promise<z.infer<typeof published>> {
      const { _links } = await getIndexOf(transport)
      const link = _links[RELATION]
      if (link === undefined || Array.isArray(link)) {
        throw new BrokerCallError(
          'This broker takes no contracts of providers: it does not compare what a provider says of itself with its ' +
            'consumers. Have the provider verify the contracts of its consumers.',
          { failure: 'refused' },
        )
      }
      return call(transport, {
        method: 'POST',
        url: link.href.replace('{provider}', encodeURIComponent(contract.provider)),
        accept: 'application/hal+json,application/problem+json',
        body: publication(contract),
        answer: published,
      })
    },
  }
}
