import { paths } from '../wire/paths.ts'
import {
  type VerificationRequest,
  type VerificationRequestStatus,
  verificationRequests,
} from '../wire/verification-requests.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

/** Which requests; what is not given does not matter. */
export interface VerificationRequestsOf {
  readonly consumer?: string
  /** Requests for what this version of the consumer has published. */
  readonly consumerVersion?: string
  readonly provider?: string
  readonly status?: VerificationRequestStatus
}

const MOST = 1000

export function verificationRequestCalls(transport: Transport) {
  return {
    /**
     * What providers have yet to verify, and what came of it: the newest thousand. A Pact Broker does not know of such
     * requests: there it is refused with 404.
     *
     * @example
     * const requests = await broker.listVerificationRequests({ consumer: 'Shop', status: 'overdue' })
     * requests.map(({ provider, description }) => `${provider.name}: ${description}`) // → []
     */
    async listVerificationRequests({
      consumer,
      consumerVersion,
      provider,
      status,
    }: VerificationRequestsOf = {}): Promise<readonly VerificationRequest[]> {
      const query = queryString([
        ['consumer', consumer],
        ['consumerVersion', consumerVersion],
        ['provider', provider],
        ['status', status],
        ['size', String(MOST)],
      ])
      const url = paths.verificationRequests + query
      const { _embedded } = await call(transport, { method: 'GET', url, answer: verificationRequests })
      return _embedded.verificationRequests
    },
  }
}
