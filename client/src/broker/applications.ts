import { type Branches, branches } from '../wire/branches.ts'
import { type PacticipantInteractions, pacticipantInteractions } from '../wire/pacticipant-interactions.ts'
import { expand, paths } from '../wire/paths.ts'
import { type PacticipantEnvironments, type Timeline, pacticipantEnvironments, timeline } from '../wire/timeline.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

/** Which part of a list that is about an application. */
interface PartOf {
  readonly pacticipant: string
  /** From 1. */
  readonly page?: number | undefined
  /** How many on a page. */
  readonly size?: number | undefined
}

/** Which versions of an application. */
export interface TimelineQuestion extends PartOf {
  /** Without it, the versions of every branch and of none. */
  readonly branch?: string | undefined
}

/** Which branches of an application. */
export interface BranchQuestion extends PartOf {
  /** A part of their names, of any case. */
  readonly text?: string | undefined
}

/** Which interactions of an application. */
export interface InteractionQuestion extends PartOf {
  /** What the application is in them; both when it is not given. */
  readonly role?: 'consumer' | 'provider' | undefined
  /** A part of the description, a state, the method, the path or the name of the other side, of any case. */
  readonly text?: string | undefined
}

function partOf({ page, size }: Omit<PartOf, 'pacticipant'>) {
  return { page: page?.toString(), size: size?.toString() }
}

export function applicationCalls(transport: Transport) {
  return {
    /**
     * What happened to the versions of an application, newest first: their contracts, results, deployments and releases.
     * Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.getTimeline({ pacticipant: 'Shop', branch: 'main' })
     * _embedded.versions.map(({ number }) => number) // → ['1']
     */
    getTimeline: ({ pacticipant, branch, ...part }: TimelineQuestion): Promise<Timeline> =>
      call(transport, {
        method: 'GET',
        url: expand(paths.timeline, { pacticipant }) + queryString(Object.entries({ branch, ...partOf(part) })),
        answer: timeline,
      }),

    /**
     * The branches of an application, the most recently used first; 100 unless told otherwise.
     *
     * @example
     * const { _embedded } = await broker.listBranches({ pacticipant: 'Shop', text: 'MAI' })
     * _embedded.branches.map(({ name }) => name) // → ['main']
     */
    listBranches: ({ pacticipant, text, ...part }: BranchQuestion): Promise<Branches> =>
      call(transport, {
        method: 'GET',
        url: expand(paths.branches, { pacticipant }) + queryString(Object.entries({ q: text, ...partOf(part) })),
        answer: branches,
      }),

    /**
     * Where versions of an application are now, deployed or released, by environment. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listEnvironmentsOf('Stock')
     * _embedded.environments.map(({ environment, version }) => `${environment} ${version}`) // → ['production 5']
     */
    listEnvironmentsOf: (pacticipant: string): Promise<PacticipantEnvironments> =>
      call(transport, {
        method: 'GET',
        url: expand(paths.pacticipantEnvironments, { pacticipant }),
        answer: pacticipantEnvironments,
      }),

    /**
     * What an application asks of others and others of it, by the contracts that say how each pair stands. Only
     * Tallystick answers it.
     *
     * @example
     * const { page } = await broker.listInteractionsOf({ pacticipant: 'Shop', role: 'consumer', text: 'an item' })
     * page.totalElements // → 0
     */
    listInteractionsOf: ({ pacticipant, role, text, ...part }: InteractionQuestion): Promise<PacticipantInteractions> =>
      call(transport, {
        method: 'GET',
        url:
          expand(paths.pacticipantInteractions, { pacticipant }) +
          queryString(Object.entries({ q: text, role, ...partOf(part) })),
        answer: pacticipantInteractions,
      }),
  }
}
