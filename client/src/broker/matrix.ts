import { z } from 'zod'
import { matrix, reason } from '../wire/matrix.ts'
import { paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import { type MatrixQuestion, matrixQuery } from './matrix-query.ts'
import type { Transport } from './transport.ts'

/** Brokers that are newer than this client may have more codes; the Pact Broker gives no reasons at all. */
export const deploymentAnswer = matrix.extend({ reasons: z.array(reason.extend({ code: z.string() })).optional() })

/** Whether versions work together: the verdict, its reasons, and the contracts and results that it rests on. */
export type DeploymentAnswer = z.infer<typeof deploymentAnswer>

/** Which version is to be deployed, and where to. */
export interface DeploymentQuestion {
  readonly pacticipant: string
  readonly version: string
  /** The name of the environment to deploy to. */
  readonly environment?: string
  /** In place of an environment: the tag of what is there. */
  readonly to?: string
  /** Applications that must not count. */
  readonly ignore?: readonly string[]
  /** Seconds, at most 60, for which the broker may wait for results that are missing. A Pact Broker answers at once. */
  readonly wait?: number
}

const waitMs = ({ wait = 0 }: { readonly wait?: number | undefined }) => wait * 1000

export function matrixCalls(transport: Transport) {
  return {
    /**
     * Asks whether a version can be deployed to an environment: yes when `summary.deployable` is true, no when it is
     * false, and null while results are missing. `reasons` say why, with the next step. With `wait` the answer comes as
     * soon as it is no longer unknown.
     *
     * @example
     * const { summary } = await broker.canIDeploy({
     *   pacticipant: 'Shop',
     *   version: '1',
     *   environment: 'production',
     *   wait: 60,
     * })
     * summary.deployable // → true
     */
    canIDeploy: ({
      pacticipant,
      version,
      environment,
      to,
      ignore = [],
      wait,
    }: DeploymentQuestion): Promise<DeploymentAnswer> =>
      call(transport, {
        method: 'GET',
        url:
          paths.canIDeploy +
          queryString([
            ['pacticipant', pacticipant],
            ['version', version],
            ['environment', environment],
            ['to', to],
            ...ignore.map((name) => ['ignore[]', name] as const),
            ['wait', wait ? String(wait) : undefined],
          ]),
        waitMs: waitMs({ wait }),
        answer: deploymentAnswer,
      }),

    /**
     * Asks about any versions: of several applications at once, by branch or tag, against an environment, a tag or the
     * main branches. It is what `tally can-i-deploy` asks.
     *
     * @example
     * const { matrix } = await broker.queryMatrix({
     *   selectors: [
     *     { pacticipant: 'Shop', branch: 'main' },
     *     { pacticipant: 'Stock', version: '5' },
     *   ],
     * })
     * matrix[0]?.verificationResult?.success // → true
     */
    queryMatrix: (question: MatrixQuestion): Promise<DeploymentAnswer> =>
      call(transport, {
        method: 'GET',
        url: paths.matrix + matrixQuery(question),
        waitMs: waitMs(question),
        answer: deploymentAnswer,
      }),
  }
}
