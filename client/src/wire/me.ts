import { z } from 'zod'
import { auditActorKind } from './audit.ts'
import { links } from './hal.ts'
import { role } from './teams.ts'
import { text } from './text.ts'
import { reached, scope } from './tokens.ts'

/**
 * One thing that somebody may do, and to what: everything, or what belongs to teams, and single applications.
 *
 * @example
 * const says = 'May read everything.'
 * permission.parse({ scopes: ['read'], reach: 'everything', says }).says // → 'May read everything.'
 */
export const permission = z.object({
  scopes: z.array(scope),
  reach: reached,
  /** The same as a sentence. */
  says: text,
})
/** One thing that somebody may do. */
export type Permission = z.infer<typeof permission>

/**
 * Who asks, as the broker sees it, and what they may do. `accounts` is false where the broker asks nobody who they are:
 * then everybody may do everything.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/me')
 * const { kind, administrator } = me.parse(await reply.json())
 * kind // → 'anybody'
 * administrator // → true
 */
export const me = z.object({
  kind: auditActorKind,
  name: text,
  /** Of the person, the token or the trust rule. */
  uuid: text.nullable(),
  email: text.nullable(),
  accounts: z.boolean(),
  /** May do everything. */
  administrator: z.boolean(),
  /** Those of the person who asks, or whose token it is, by name. */
  teams: z.array(z.object({ uuid: text, name: text, role })),
  grants: z.array(permission),
  _links: links,
})
/** Who asks, and what they may do. */
export type Me = z.infer<typeof me>
