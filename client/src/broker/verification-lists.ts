import { paths } from '../wire/paths.ts'
import { type VerificationResults, verificationResults } from '../wire/verification-lists.ts'
import { type VerificationRequests, verificationRequests } from '../wire/verification-requests.ts'
import type { verificationRequestFilters, verificationRequestOrders } from '../wire/verification-requests.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

interface Part {
  /** From 1. */
  readonly page?: number | undefined
  readonly size?: number | undefined
}

/** Which requests, and in which order. What is not given does not matter. */
export interface RequestsPart extends Part {
  readonly consumer?: string | undefined
  readonly provider?: string | undefined
  /** A state, or `open`: all that are not done. */
  readonly status?: (typeof verificationRequestFilters)[number] | undefined
  /** Without it, the newest come first. */
  readonly order?: (typeof verificationRequestOrders)[number] | undefined
}

/** Which results. What is not given does not matter. */
export interface ResultsPart extends Part {
  /** As either side. */
  readonly pacticipant?: string | undefined
  readonly consumer?: string | undefined
  readonly provider?: string | undefined
  readonly success?: boolean | undefined
}

const asked = (values: object) =>
  queryString(Object.entries(values).map(([name, value]) => [name, value === undefined ? undefined : String(value)]))

export function verificationListCalls(transport: Transport) {
  return {
    /**
     * A page of what providers have yet to verify and what came of it, with how many are in which state. Only Tallystick
     * answers it.
     *
     * @example
     * const { counts } = await broker.getVerificationRequests({ provider: 'Nobody', status: 'open' })
     * counts.overdue // → 0
     */
    getVerificationRequests: (question: RequestsPart = {}): Promise<VerificationRequests> =>
      call(transport, {
        method: 'GET',
        url: paths.verificationRequests + asked(question),
        answer: verificationRequests,
      }),

    /**
     * The newest results, a page of them: of each contract content the newest result of each provider version. Only
     * Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.getVerificationResults({ provider: 'Stock' })
     * _embedded.verificationResults[0]?.success // → true
     */
    getVerificationResults: (question: ResultsPart = {}): Promise<VerificationResults> =>
      call(transport, {
        method: 'GET',
        url: paths.newestVerificationResults + asked(question),
        answer: verificationResults,
      }),
  }
}
