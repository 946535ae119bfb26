import { type MatrixCell, type MatrixGrid, matrixCell, matrixGrid } from '../wire/matrix-grid.ts'
import { expand, paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import { type DeploymentAnswer, deploymentAnswer } from './matrix.ts'
import type { Transport } from './transport.ts'

/** Who speaks with whom. */
export interface ConsumerAndProvider {
  readonly consumer: string
  readonly provider: string
}

/** Which part of the grid of a pair. */
export interface GridPart extends ConsumerAndProvider {
  /** Of the consumer's versions, from 1. */
  readonly page?: number | undefined
  /** Of the provider's versions, from 1. */
  readonly providerPage?: number | undefined
  /** Versions of each to a page; 20 unless told otherwise, at most 50. */
  readonly size?: number | undefined
}

/** A contract, by the consumer version that has it, and a version of the provider. */
export interface CellOfMatrix extends ConsumerAndProvider {
  readonly version: string
  /** Without it, the one that verified the contract last. */
  readonly providerVersion?: string | undefined
}

export function matrixGridCalls(transport: Transport) {
  return {
    /**
     * The matrix exactly as the parameters of the API ask for it, as they stand in an address. With a pair, all that is
     * between the two, and the parameters are the options.
     *
     * @example
     * const { summary } = await broker.getMatrix('?q[][pacticipant]=Shop&q[][pacticipant]=Stock&latestby=cvpv')
     * summary.success // → 1
     */
    getMatrix: (search: string, pair?: ConsumerAndProvider): Promise<DeploymentAnswer> =>
      call(transport, {
        method: 'GET',
        url: (pair ? expand(paths.matrixForPair, { ...pair }) : paths.matrix) + search,
        answer: deploymentAnswer,
      }),

    /**
     * The newest versions of a consumer and its provider, with the results between them. Only Tallystick answers it.
     *
     * @example
     * const { consumer, results } = await broker.getMatrixGrid({ consumer: 'Shop', provider: 'Stock' })
     * [consumer.versions.length, results.length] // → [1, 1]
     */
    getMatrixGrid: ({ consumer, provider, page, providerPage, size }: GridPart): Promise<MatrixGrid> =>
      call(transport, {
        method: 'GET',
        url:
          expand(paths.matrixGrid, { consumer, provider }) +
          queryString([
            ['page', page?.toString()],
            ['providerPage', providerPage?.toString()],
            ['size', size?.toString()],
          ]),
        answer: matrixGrid,
      }),

    /**
     * What a version of the provider found for the contract of a consumer version, and what to run next. Only Tallystick
     * answers it.
     *
     * @example
     * const at = { consumer: 'Shop', provider: 'Stock', version: '1', providerVersion: '5' }
     * const { result } = await broker.getMatrixCell(at)
     * result?.success // → true
     */
    getMatrixCell: ({ providerVersion, ...at }: CellOfMatrix): Promise<MatrixCell> =>
      call(transport, {
        method: 'GET',
        url: expand(paths.matrixCell, { ...at }) + queryString([['providerVersion', providerVersion]]),
        answer: matrixCell,
      }),
  }
}
