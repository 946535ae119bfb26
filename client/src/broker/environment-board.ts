import {
  type Board,
  type EnvironmentChanges,
  type Inventory,
  board,
  environmentChanges,
  inventory,
} from '../wire/environment-board.ts'
import { expand, paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import { getEnvironment } from './environments.ts'
import type { Transport } from './transport.ts'

/** Which services, where. What is not given does not matter. */
export interface BoardQuestion {
  /** A part of the name of the service, of any case. */
  readonly text?: string | undefined
  /** A label that the service has. */
  readonly label?: string | undefined
  /** The name of the only environment of interest. */
  readonly environment?: string | undefined
  /** From 1. */
  readonly page?: number | undefined
  /** Services on a page; 100 unless told otherwise. */
  readonly size?: number | undefined
}

/** What of an environment, and of when. */
export interface InventoryQuestion {
  /** ISO 8601 with a zone; now when it is not given. */
  readonly at?: string | undefined
  /** A part of the name of the service, of any case. */
  readonly text?: string | undefined
  /** From 1. */
  readonly page?: number | undefined
  /** Versions on a page; 100 unless told otherwise. */
  readonly size?: number | undefined
}

/** Which changes of an environment. */
export interface ChangesQuestion {
  /** What an earlier answer gave as `older`: goes on from there. */
  readonly before?: string | undefined
  /** About how many; 100 unless told otherwise. */
  readonly size?: number | undefined
}

function asked({ text, page, size, ...others }: BoardQuestion & InventoryQuestion & ChangesQuestion): string {
  return queryString(Object.entries({ q: text, ...others, page: page?.toString(), size: size?.toString() }))
}

/** Its name or UUID, which is looked up first, or the environment itself. */
type WhichEnvironment = string | { readonly uuid: string }

async function addressOf(transport: Transport, environment: WhichEnvironment) {
  const { uuid } = typeof environment === 'string' ? await getEnvironment(transport, environment) : environment
  return { environment: uuid }
}

export function boardCalls(transport: Transport) {
  return {
    /**
     * Which version of each service is in which environment, since when, and whether it fits to what else is there. Only
     * Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.getBoard({ environment: 'production' })
     * _embedded.services.map(({ name }) => name) // → ['Stock']
     */
    getBoard: (question: BoardQuestion = {}): Promise<Board> =>
      call(transport, { method: 'GET', url: paths.board + asked(question), answer: board }),

    /**
     * What is in an environment, or was at a time, and when that changed. The environment is given by its name, its UUID
     * or as it was answered. Only Tallystick answers it.
     *
     * @example
     * const past = await broker.getInventory('production', { at: '2001-01-01T00:00:00Z' })
     * past._embedded.versions // → []
     */
    async getInventory(environment: WhichEnvironment, question: InventoryQuestion = {}): Promise<Inventory> {
      const url = expand(paths.inventory, await addressOf(transport, environment)) + asked(question)
      return call(transport, { method: 'GET', url, answer: inventory })
    },

    /**
     * What was deployed, undeployed, released and given up in an environment, the newest first. The environment is given
     * by its name, its UUID or as it was answered. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listEnvironmentChanges('production')
     * _embedded.changes.map(({ kind, version }) => `${kind} ${version}`) // → ['deployed 5']
     */
    async listEnvironmentChanges(
      environment: WhichEnvironment,
      question: ChangesQuestion = {},
    ): Promise<EnvironmentChanges> {
      const url = expand(paths.environmentChanges, await addressOf(transport, environment)) + asked(question)
      return call(transport, { method: 'GET', url, answer: environmentChanges })
    },
  }
}
