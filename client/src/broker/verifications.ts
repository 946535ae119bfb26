import { type Contract, contract as contractAnswer } from '../wire/contracts.ts'
import { expand, paths } from '../wire/paths.ts'
import { type PactForVerification, type PactsForVerificationRequest, pactsForVerification } from '../wire/selection.ts'
import { type NewVerificationResult, type VerificationResult, verificationResult } from '../wire/verifications.ts'
import { BrokerCallError } from './call-error.ts'
import { call } from './call.ts'
import type { Transport } from './transport.ts'

const RESULTS = 'pb:publish-verification-results'

function resultsUrl({ _links }: Pick<Contract, '_links'>): string {
  const link = _links[RESULTS]
  if (link === undefined || Array.isArray(link)) {
    throw new BrokerCallError(`The contract has no link ${RESULTS}: it did not come from a broker`, {
      failure: 'misunderstood',
    })
  }
  return link.href
}

/** Which contracts a provider's build must verify: the provider, and the consumer versions that matter. */
export interface VerificationQuestion extends PactsForVerificationRequest {
  readonly provider: string
}

export function verificationCalls(transport: Transport) {
  return {
    /**
     * Which contracts a provider's build must verify, as links to follow with `getContract`. Without selectors: those of
     * the consumers' main branches and of what is deployed or released.
     *
     * @example
     * const contracts = await broker.listContractsForVerification({
     *   provider: 'Stock',
     *   consumerVersionSelectors: [{ mainBranch: true }],
     *   includePendingStatus: true,
     * })
     * contracts[0]?.verificationProperties.pending // → false
     */
    async listContractsForVerification({
      provider,
      ...request
    }: VerificationQuestion): Promise<readonly PactForVerification[]> {
      const { _embedded } = await call(transport, {
        method: 'POST',
        url: expand(paths.pactsForVerification, { provider }),
        body: request,
        answer: pactsForVerification,
      })
      return _embedded.pacts
    },

    /**
     * The contract that a link of the broker leads to. It keeps in its own links why it was selected, so that the result
     * is published with that.
     *
     * @example
     * const [first] = await broker.listContractsForVerification({ provider: 'Stock' })
     * const contract = first && (await broker.getContract(first._links.self.href))
     * contract?.provider // → { name: 'Stock' }
     */
    getContract: (url: string): Promise<Contract> => call(transport, { method: 'GET', url, answer: contractAnswer }),

    /**
     * Publishes what a provider version found when it replayed a contract.
     *
     * @example
     * const contract = await broker.findLatestContract({ consumer: 'Shop', provider: 'Stock' })
     * if (!contract) throw new Error('Nothing to verify')
     * const result = await broker.publishVerificationResult(contract, {
     *   success: true,
     *   providerApplicationVersion: '6',
     *   providerApplicationVersionBranch: 'main',
     * })
     * result.success // → true
     */
    async publishVerificationResult(
      contract: Pick<Contract, '_links'>,
      result: NewVerificationResult,
    ): Promise<VerificationResult> {
      const url = resultsUrl(contract)
      return call(transport, { method: 'POST', url, body: result, answer: verificationResult })
    },
  }
}
