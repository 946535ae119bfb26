import { type Network, network } from '../wire/network.ts'
import { type IntegrationState, type Overview, type OverviewOrder, overview } from '../wire/overview.ts'
import { paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

/** Which pairs, and in which order. What is not given does not matter. */
export interface OverviewQuestion {
  /** A part of the name of the consumer or the provider, of any case. */
  readonly text?: string | undefined
  /** The name of the consumer. */
  readonly consumer?: string | undefined
  /** The name of the provider. */
  readonly provider?: string | undefined
  /** A label that either of them has. */
  readonly label?: string | undefined
  /** The UUID or name of a team that either of them belongs to. */
  readonly team?: string | undefined
  /** The name of an environment where both have a version. */
  readonly environment?: string | undefined
  readonly state?: IntegrationState | undefined
  /** Without it, what wants attention comes first. */
  readonly order?: OverviewOrder | undefined
  /** From 1. */
  readonly page?: number | undefined
  /** Pairs on a page; 100 unless told otherwise. */
  readonly size?: number | undefined
}

export function overviewCalls(transport: Transport) {
  return {
    /**
     * How each pair of consumer and provider stands, page by page, with how many are in which state. Only Tallystick
     * answers it.
     *
     * @example
     * const { counts } = await broker.getOverview({ text: 'nobody' })
     * counts.integrations // → 0
     */
    getOverview(question: OverviewQuestion = {}): Promise<Overview> {
      const { text, page, size, ...others } = question
      const asked = { q: text, ...others, page: page?.toString(), size: size?.toString() }
      return call(transport, {
        method: 'GET',
        url: paths.overview + queryString(Object.entries(asked)),
        answer: overview,
      })
    },

    /**
     * Who speaks with whom, and how each pair stands, all at once: up to 5,000 pairs. Only Tallystick answers it.
     *
     * @example
     * const { integrations } = await broker.getNetwork({ environment: 'nowhere' })
     * integrations // → []
     */
    getNetwork(question: Pick<OverviewQuestion, 'label' | 'team' | 'environment'> = {}): Promise<Network> {
      return call(transport, {
        method: 'GET',
        url: paths.network + queryString(Object.entries(question)),
        answer: network,
      })
    },
  }
}
