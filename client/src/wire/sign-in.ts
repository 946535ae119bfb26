import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { shortName } from './teams.ts'
import { filled, text } from './text.ts'

/**
 * How one signs in here. Everybody may ask.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/sign-in/options')
 * signInOptions.parse(await reply.json()).mode // → 'open'
 */
export const signInOptions = z.object({
  /** `open`: nobody is asked who they are. */
  mode: z.enum(['open', 'accounts']),
  /** The identity provider; null where there is none. Its link is `pb:sign-in-provider`. */
  provider: z.object({ name: text }).nullable(),
  /** Who is signed in with this request; null: nobody. */
  person: z.object({ uuid: text, name: text }).nullable(),
  _links: links,
})
/** How one signs in here. */
export type SignInOptions = z.infer<typeof signInOptions>

/**
 * Why signing in with the provider led back to the page for signing in, as `?problem=`. `denied`: the provider refused;
 * `expired`: it took too long, or was begun elsewhere; `invalid`: what the provider said cannot be trusted;
 * `unreachable`: it did not answer; `disabled`: the person may not sign in any more.
 *
 * @example
 * signInProblem.options.length // → 5
 */
export const signInProblem = z.enum(['denied', 'expired', 'invalid', 'unreachable', 'disabled'])
/** Why signing in with the provider led back to the page for signing in. */
export type SignInProblem = z.infer<typeof signInProblem>

/**
 * The secret of a link for signing in: what is behind `#link=` or `#first=` in its URL.
 *
 * @example
 * linkSecret.parse({ secret: '9Jx' }) // → { secret: '9Jx' }
 */
export const linkSecret = z.object({
  secret: filled,
  /** How the first administrator, whose link has `#first=`, is to be called; other people have their names. */
  name: shortName.optional(),
})
/** The secret of a link for signing in. */
export type LinkSecret = z.infer<typeof linkSecret>

/**
 * Who has signed in, and until when they are. The answer sets the cookie of the session.
 *
 * @example
 * const expiresAt = '2026-11-22T22:00:00+00:00'
 * signedIn.parse({ person: { uuid: 'p-1', name: 'Ada' }, expiresAt, _links: {} }).person.name // → 'Ada'
 */
export const signedIn = z.object({ person: z.object({ uuid: text, name: text }), expiresAt: timestamp, _links: links })
/** Who has signed in, and until when they are. */
export type SignedIn = z.infer<typeof signedIn>

/**
 * That the session has ended, and where to go so that it ends at the identity provider as well; null: nowhere.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/sign-out', { method: 'POST' })
 * signedOut.parse(await reply.json()).continueAt // → null
 */
export const signedOut = z.object({ continueAt: text.nullable() })
/** That the session has ended. */
export type SignedOut = z.infer<typeof signedOut>
