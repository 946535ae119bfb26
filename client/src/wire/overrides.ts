import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { filled, name, singleLine, text } from './text.ts'

const SHORTEST_REASON = 10
const LONGEST_REASON = 1000

const inTime = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:00:00Z' })

/**
 * What one says to have a version allowed into an environment although can-i-deploy says no. How far away the expiry may
 * be is a setting of the broker.
 *
 * @example
 * const said = { pacticipant: 'Shop', version: '2', environment: 'production', expiresAt: '2026-11-23T10:00:00Z' }
 * overrideDetails.safeParse({ ...said, reason: 'no time' }).error?.issues[0]?.message // → 'must have at least 10 characters'
 */
export const overrideDetails = z.object({
  pacticipant: name,
  version: filled,
  /** The name of the environment. */
  environment: name,
  /** Why it is right all the same; shown wherever the answer is. */
  reason: singleLine
    .refine((value) => value.trim().length >= SHORTEST_REASON, `must have at least ${SHORTEST_REASON} characters`)
    .refine((value) => value.length <= LONGEST_REASON, `cannot be longer than ${LONGEST_REASON} characters`),
  expiresAt: inTime,
})
/** What one says to have a version allowed. */
export type OverrideDetails = z.infer<typeof overrideDetails>

/**
 * An exception to what can-i-deploy answers, for one version and environment, until it expires or is revoked. It is
 * `active` as long as it counts.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/overrides')
 * overrides.parse(await reply.json())._embedded.overrides.map((one) => override.parse(one).active) // → []
 */
export const override = z.object({
  uuid: text,
  pacticipant: text,
  version: text,
  environment: text,
  reason: text,
  active: z.boolean(),
  /** Who allowed it. */
  createdBy: text,
  createdAt: timestamp,
  expiresAt: timestamp,
  revokedBy: text.nullable(),
  revokedAt: timestamp.nullable(),
  _links: links,
})
/** An exception to what can-i-deploy answers. */
export type Override = z.infer<typeof override>

/**
 * Exceptions, the newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/overrides?active=true')
 * overrides.parse(await reply.json()).page.totalElements // → 0
 */
export const overrides = z.object({
  _embedded: z.object({ overrides: z.array(override) }),
  page,
  _links: links,
})
/** Exceptions, the newest first. */
export type Overrides = z.infer<typeof overrides>

/**
 * The exception by which an answer is a yes.
 *
 * @example
 * const said = { uuid: 'o-1', reason: 'the provider is behind a flag', createdBy: 'Ada', _links: {} }
 * const times = { createdAt: '2026-11-22T10:00:00+00:00', expiresAt: '2026-11-23T10:00:00+00:00' }
 * overrideInForce.parse({ ...said, ...times }).createdBy // → 'Ada'
 */
export const overrideInForce = override.pick({
  uuid: true,
  reason: true,
  createdBy: true,
  createdAt: true,
  expiresAt: true,
  _links: true,
})
/** The exception by which an answer is a yes. */
export type OverrideInForce = z.infer<typeof overrideInForce>
