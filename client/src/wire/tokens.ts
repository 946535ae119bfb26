import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { shortName } from './teams.ts'
import { name, text } from './text.ts'

/**
 * What a token can allow. `publish`: contracts, versions, branches and tags; `verify`: verification results; `record`:
 * deployments and releases; `administer`: changing settings, and deleting.
 *
 * @example
 * scope.options.length // → 5
 */
export const scope = z.enum(['read', 'publish', 'verify', 'record', 'administer'])
/** What a token can allow. */
export type Scope = z.infer<typeof scope>

/**
 * A token of a person may do what that person may, within its scopes and its reach; one of the system, which pipelines
 * use, is nobody's and stays when people go.
 *
 * @example
 * tokenKind.options // → ['personal', 'system']
 */
export const tokenKind = z.enum(['personal', 'system'])
/** Whose a token is. */
export type TokenKind = z.infer<typeof tokenKind>

const MOST_NAMES = 1000

/**
 * What a token can change: everything, or what belongs to these teams, or these applications. A personal token never
 * reaches further than its person. Reading is not limited.
 *
 * @example
 * reach.parse({ applications: ['Shop'] }) // → { applications: ['Shop'] }
 * reach.safeParse({ teams: [] }).error?.issues[0]?.message // → 'must name a team or an application'
 */
export const reach = z.union(
  [
    z.literal('everything'),
    z
      .object({
        /** By their UUIDs or names. */
        teams: z.array(name).max(MOST_NAMES).optional(),
        /** By their names; an application may be yet to come. */
        applications: z.array(name).max(MOST_NAMES).optional(),
      })
      .refine(
        ({ teams = [], applications = [] }) => teams.length + applications.length > 0,
        'must name a team or an application',
      ),
  ],
  {
    error: ({ input }) =>
      input === undefined ? 'is missing' : 'must be "everything", or an object with teams or applications',
  },
)
/** What a token can change. */
export type TokenReach = z.infer<typeof reach>

/**
 * What somebody or something can change, as the broker answers it.
 *
 * @example
 * reached.parse({ teams: [{ uuid: 't-1', name: 'Checkout' }], applications: [] }) // → { teams: [{ uuid: 't-1', name: 'Checkout' }], applications: [] }
 */
export const reached = z.union([
  z.literal('everything'),
  z.object({ teams: z.array(z.object({ uuid: text, name: text })), applications: z.array(text) }),
])
/** What somebody or something can change, as the broker answers it. */
export type Reached = z.infer<typeof reached>

/**
 * What one says to get a token. `read` is always among the scopes, whether it is said or not. A personal token needs an
 * expiry, which the broker limits; a token never may more than who creates it, nor longer.
 *
 * @example
 * tokenDetails.safeParse({ name: 'CI of Shop', kind: 'system', scopes: ['publish'], reach: 'everything' }).success // → true
 */
export const tokenDetails = z.object({
  name: shortName,
  kind: tokenKind,
  scopes: z.array(scope, { error: 'must be a list of scopes' }).max(scope.options.length),
  reach,
  expiresAt: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:00:00Z' }).nullish(),
})
/** What one says to get a token. */
export type TokenDetails = z.infer<typeof tokenDetails>

/**
 * A token, without its secret, which nobody knows but those who got it.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/tokens')
 * const [first] = (await reply.json())._embedded.tokens
 * token.parse(first).scopes // → ['read', 'publish']
 */
export const token = z.object({
  uuid: text,
  name: text,
  kind: tokenKind,
  scopes: z.array(scope),
  reach: reached,
  /** The last letters of the secret, by which people tell tokens apart. */
  hint: text,
  /** As long as it counts: neither revoked nor expired. */
  active: z.boolean(),
  /** Whose it is; null for one of the system. */
  person: z.object({ uuid: text, name: text }).nullable(),
  createdBy: text,
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
  revokedAt: timestamp.nullable(),
  /** To the minute; null when it never was used. */
  lastUsedAt: timestamp.nullable(),
  _links: links,
})
/** A token, without its secret. */
export type Token = z.infer<typeof token>

/**
 * A token as it is answered once: with its secret, to be kept at once.
 *
 * @example
 * const body = JSON.stringify({ name: 'CI', kind: 'system', scopes: ['publish'], reach: { applications: ['Shop'] } })
 * const headers = { 'content-type': 'application/json' }
 * const reply = await fetch('http://127.0.0.1:9292/tokens', { method: 'POST', headers, body })
 * createdToken.parse(await reply.json()).secret.startsWith('tally_') // → true
 */
export const createdToken = token.extend({ secret: text })
/** A token with its secret. */
export type CreatedToken = z.infer<typeof createdToken>

/**
 * Tokens, the newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/tokens?active=false')
 * tokens.parse(await reply.json()).page.totalElements // → 0
 */
export const tokens = z.object({ _embedded: z.object({ tokens: z.array(token) }), page, _links: links })
/** Tokens, the newest first. */
export type Tokens = z.infer<typeof tokens>
