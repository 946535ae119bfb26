import type { Scope } from '../kernel/endpoint.ts'

/** How far a permission reaches: over the whole broker, or over what belongs to these. */
export type Reach =
  | 'everything'
  | {
      readonly teams: readonly number[]
      /** The names of single applications. */
      readonly applications: readonly string[]
    }

export interface Grant {
  readonly scopes: readonly Scope[]
  readonly reach: Reach
}

/** Who sends a request, and what it may do. */
export interface Caller {
  readonly kind: 'anybody' | 'user' | 'token' | 'workload' | 'person' | 'broker'
  /** For people to read, in the log and in messages. */
  readonly name: string
  /** Of a token, a rule or a person. */
  readonly uuid?: string
  /** The UUID of the person whose token it is. */
  readonly person?: string
  readonly grants: readonly Grant[]
  /** Of somebody who is not known: why what they show does not count. */
  readonly refusal?: string
}

export const allScopes: readonly Scope[] = ['read', 'publish', 'verify', 'record', 'administer']

const everything: readonly Grant[] = [{ scopes: allScopes, reach: 'everything' }]
const reading: readonly Grant[] = [{ scopes: ['read'], reach: 'everything' }]

/** The UUID of the person who calls, themselves or by their token; undefined: no person does. */
export function personOf({ kind, uuid, person }: Caller): string | undefined {
  return kind === 'person' ? uuid : person
}

/** The ids of the teams that are named in the grants. */
export function teamsOf(grants: readonly Grant[]): readonly number[] {
  return [...new Set(grants.flatMap(({ reach }) => (reach === 'everything' ? [] : reach.teams)))]
}

/** Nobody has shown who they are. */
export const anybody: Caller = { kind: 'anybody', name: 'anybody', grants: [] }

/** Everybody, where no accounts are kept. */
export const everybody: Caller = { ...anybody, grants: everything }

/** What the broker does by itself, in its jobs. */
export const theBroker: Caller = { kind: 'broker', name: 'the broker', grants: everything }

/** Somebody whose secret is in the configuration. */
export function configuredUser(name: string, may: 'write' | 'read'): Caller {
  return { kind: 'user', name, grants: may === 'write' ? everything : reading }
}
