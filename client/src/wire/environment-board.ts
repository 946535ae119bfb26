import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { overrideInForce } from './overrides.ts'
import { text } from './text.ts'

/**
 * Whether a version fits to what is in its environment: `incompatible` when a result failed, `unknown` when one is
 * missing, `compatible` when all are successes, `alone` when no contract concerns it there.
 *
 * @example
 * compatibilities[0] // → 'incompatible'
 */
export const compatibilities = ['incompatible', 'unknown', 'compatible', 'alone'] as const
/**
 * One of these words.
 *
 * @example
 * compatibility.parse('alone') // → 'alone'
 */
export const compatibility = z.enum(compatibilities)
/** Whether a version fits to what is in its environment. */
export type Compatibility = z.infer<typeof compatibility>

/**
 * A partner that a version does not fit to, or that nobody knows of: its result `failed`, is missing (`unverified`), or
 * it is a provider of which no version is there (`absent`).
 *
 * @example
 * const partner = { pacticipant: 'Stock', version: null, role: 'provider', outcome: 'absent' }
 * compatibilityTrouble.parse(partner).outcome // → 'absent'
 */
export const compatibilityTrouble = z.object({
  pacticipant: text,
  version: text.nullable(),
  /** What the partner is in the contract between them. */
  role: z.enum(['consumer', 'provider']),
  outcome: z.enum(['failed', 'unverified', 'absent']),
})
/** A partner that a version does not fit to, or that nobody knows of. */
export type CompatibilityTrouble = z.infer<typeof compatibilityTrouble>

/**
 * How a version fits to what is in its environment. Of many troubles only the first are named; the counts are whole.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/board')
 * const [service] = (await reply.json())._embedded.services
 * versionCompatibility.parse(service.versions[0].compatibility).verdict // → 'alone'
 */
export const versionCompatibility = z.object({
  verdict: compatibility,
  counts: z.object({ verified: z.number(), failed: z.number(), unknown: z.number() }),
  troubles: z.array(compatibilityTrouble),
})
/** How a version fits to what is in its environment. */
export type VersionCompatibility = z.infer<typeof versionCompatibility>

/**
 * A version that is, or was, in an environment: deployed there, or released to it.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/board')
 * const [service] = (await reply.json())._embedded.services
 * placedVersion.parse(service.versions[0]).number // → '5'
 */
export const placedVersion = z.object({
  how: z.enum(['deployed', 'released']),
  number: text,
  branch: text.nullable(),
  applicationInstance: text.nullable(),
  since: timestamp,
  /** When it was undeployed, or its support ended; null where it is there still. */
  until: timestamp.nullable(),
  /** Null for what was there at an earlier time: results tell of now. */
  compatibility: versionCompatibility.nullable(),
  /** By which exception it may be there although it does not fit, or nobody knows; null where there is none. */
  override: overrideInForce.nullable(),
  _links: links,
})
/** A version that is, or was, in an environment. */
export type PlacedVersion = z.infer<typeof placedVersion>

const boardService = z.object({
  name: text,
  labels: z.array(text),
  /** The newest first; `environment` is the name of where it is. */
  versions: z.array(placedVersion.extend({ environment: text })),
})

/**
 * Which version of each service is where, since when, and whether it fits there.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/board')
 * board.parse(await reply.json()).environments.map(({ name }) => name) // → ['production']
 */
export const board = z.object({
  /** Those that were asked for, production last. */
  environments: z.array(
    z.object({ uuid: text, name: text, displayName: text, production: z.boolean(), _links: links }),
  ),
  /** The services that have a version in one of them, by name. */
  _embedded: z.object({ services: z.array(boardService) }),
  page,
  _links: links,
})
/** Which version of each service is where. */
export type Board = z.infer<typeof board>
/** A service, and where its versions are. */
export type BoardService = z.infer<typeof boardService>

/**
 * What is in an environment, or was at a time, and when that changed.
 *
 * @example
 * const { uuid } = await broker.getEnvironment('production')
 * const reply = await fetch(`http://127.0.0.1:9292/environments/${uuid}/inventory`)
 * inventory.parse(await reply.json()).at // → null
 */
export const inventory = z.object({
  /** The time that was asked for; null: now. A second counts as a whole. */
  at: timestamp.nullable(),
  /** When what was there came to be so; null where nothing had happened yet. */
  since: timestamp.nullable(),
  /** The change before that one, and the first one after this time. */
  previous: timestamp.nullable(),
  next: timestamp.nullable(),
  _embedded: z.object({ versions: z.array(placedVersion.extend({ pacticipant: text, labels: z.array(text) })) }),
  page,
  _links: links,
})
/** What is in an environment, or was at a time. */
export type Inventory = z.infer<typeof inventory>

/**
 * Something that changed in an environment. A deployment that took the place of another version says which; that one's
 * end is told by it alone.
 *
 * @example
 * const { uuid } = await broker.getEnvironment('production')
 * const reply = await fetch(`http://127.0.0.1:9292/environments/${uuid}/changes`)
 * const changes = (await reply.json())._embedded.changes
 * environmentChange.parse(changes.at(-1)).kind // → 'deployed'
 */
export const environmentChange = z.object({
  at: timestamp,
  kind: z.enum(['deployed', 'undeployed', 'released', 'support-ended']),
  pacticipant: text,
  version: text,
  applicationInstance: text.nullable(),
  replaced: text.nullable(),
  _links: links,
})
/** Something that changed in an environment. */
export type EnvironmentChange = z.infer<typeof environmentChange>

/**
 * What changed in an environment, the newest first.
 *
 * @example
 * const { uuid } = await broker.getEnvironment('production')
 * const reply = await fetch(`http://127.0.0.1:9292/environments/${uuid}/changes`)
 * environmentChanges.parse(await reply.json()).older // → null
 */
export const environmentChanges = z.object({
  _embedded: z.object({ changes: z.array(environmentChange) }),
  /** To ask for the changes before these, as `before`; null where there are none. */
  older: text.nullable(),
  _links: links,
})
/** What changed in an environment. */
export type EnvironmentChanges = z.infer<typeof environmentChanges>
