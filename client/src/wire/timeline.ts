import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { integrationState } from './overview.ts'
import { text } from './text.ts'

/**
 * That a version came to an environment, and until when it was there. `deployed` takes the place of the version before;
 * of `released` ones many are there at a time.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Stock/timeline')
 * const [version] = (await reply.json())._embedded.versions
 * stay.parse(version.environments[0]).how // → 'deployed'
 */
export const stay = z.object({
  /** The name of the environment. */
  environment: text,
  displayName: text,
  production: z.boolean(),
  how: z.enum(['deployed', 'released']),
  applicationInstance: text.nullable(),
  since: timestamp,
  /** Null as long as it is there. */
  until: timestamp.nullable(),
})
/** That a version came to an environment, and until when it was there. */
export type Stay = z.infer<typeof stay>

/**
 * A version with what happened to it: the contracts that it published and how each stands, what it verified, and where
 * it was deployed or released, the newest of each place.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/timeline')
 * const [version] = (await reply.json())._embedded.versions
 * timelineVersion.parse(version).contracts // → [{ provider: 'Stock', state: 'verified' }]
 */
export const timelineVersion = z.object({
  number: text,
  buildUrl: text.nullable(),
  createdAt: timestamp,
  /** In the order in which it was put on them. `latest` says that nothing newer is on it. */
  branches: z.array(z.object({ name: text, latest: z.boolean() })),
  tags: z.array(text),
  contracts: z.array(z.object({ provider: text, state: integrationState })),
  /** How many contents of a consumer it verified, by its newest result for each. */
  results: z.array(z.object({ consumer: text, succeeded: z.number().int(), failed: z.number().int() })),
  environments: z.array(stay),
  _links: links,
})
/** A version with what happened to it. */
export type TimelineVersion = z.infer<typeof timelineVersion>

/**
 * The versions of an application, newest first, with what happened to each.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/timeline')
 * timeline.parse(await reply.json()).page.totalElements // → 1
 */
export const timeline = z.object({
  _embedded: z.object({ versions: z.array(timelineVersion) }),
  page,
  _links: links,
})
/** The versions of an application, newest first. */
export type Timeline = z.infer<typeof timeline>

/**
 * Where versions of an application are now, by environment.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Stock/environments')
 * const { _embedded } = pacticipantEnvironments.parse(await reply.json())
 * _embedded.environments.some(({ environment, version }) => environment === 'production' && version === '5') // → true
 */
export const pacticipantEnvironments = z.object({
  _embedded: z.object({
    environments: z.array(stay.omit({ until: true }).extend({ version: text, branch: text.nullable() })),
  }),
  _links: links,
})
/** Where versions of an application are now. */
export type PacticipantEnvironments = z.infer<typeof pacticipantEnvironments>
