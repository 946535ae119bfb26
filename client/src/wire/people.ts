import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { role, shortName } from './teams.ts'
import { singleLine, text } from './text.ts'

const EMAIL_LENGTH = 320

/**
 * What one says of somebody who is to sign in without an identity provider. Those of the provider come to be known when
 * they first sign in.
 *
 * @example
 * personDetails.parse({ name: 'Ada' }) // → { name: 'Ada' }
 */
export const personDetails = z.object({
  name: shortName,
  email: singleLine
    .refine((value) => value.length <= EMAIL_LENGTH, `cannot be longer than ${EMAIL_LENGTH} characters`)
    .nullish(),
  /** Whether they may do everything; false when nothing is said. */
  administrator: z.boolean({ error: 'must be true or false' }).optional(),
})
/** What one says of somebody who is to sign in without an identity provider. */
export type PersonDetails = z.infer<typeof personDetails>

/**
 * What is to change about somebody; what is not said stays.
 *
 * @example
 * personChanges.parse({ disabled: true }) // → { disabled: true }
 * personChanges.safeParse({}).error?.issues[0]?.message // → 'must say whether they are an administrator, or disabled'
 */
export const personChanges = z
  .object({
    administrator: z.boolean({ error: 'must be true or false' }).optional(),
    /** Who is disabled cannot sign in, and their sessions and tokens count for nothing. */
    disabled: z.boolean({ error: 'must be true or false' }).optional(),
  })
  .refine(
    ({ administrator, disabled }) => administrator !== undefined || disabled !== undefined,
    'must say whether they are an administrator, or disabled',
  )
/** What is to change about somebody. */
export type PersonChanges = z.infer<typeof personChanges>

/**
 * Somebody who has signed in, or may do so by a link.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/people')
 * const [first] = (await reply.json())._embedded.people
 * person.parse(first).signsIn // → 'link'
 */
export const person = z.object({
  uuid: text,
  name: text,
  email: text.nullable(),
  /** May do everything. */
  administrator: z.boolean(),
  disabled: z.boolean(),
  /** With the identity provider, or by a link that an administrator makes. */
  signsIn: z.enum(['provider', 'link']),
  /** Their teams with their roles, by name. */
  teams: z.array(z.object({ uuid: text, name: text, role, fromGroup: z.boolean() })),
  createdAt: timestamp,
  /** To the minute; null when they have never been there. */
  lastSeenAt: timestamp.nullable(),
  _links: links,
})
/** Somebody who has signed in, or may do so by a link. */
export type Person = z.infer<typeof person>

/**
 * People, by name.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/people?q=ada')
 * people.parse(await reply.json()).page.totalElements // → 1
 */
export const people = z.object({ _embedded: z.object({ people: z.array(person) }), page, _links: links })
/** People, by name. */
export type People = z.infer<typeof people>

/**
 * A link that signs somebody in, once, until it expires. The broker keeps a hash of its secret, and never shows it again.
 *
 * @example
 * const url = 'https://broker.example.org/sign-in#link=9Jx'
 * signInLink.parse({ url, expiresAt: '2026-11-25T10:00:00+00:00' }).url // → 'https://broker.example.org/sign-in#link=9Jx'
 */
export const signInLink = z.object({ url: text, expiresAt: timestamp })
/** A link that signs somebody in, once. */
export type SignInLink = z.infer<typeof signInLink>

/**
 * Somebody new, with the link by which they sign in.
 *
 * @example
 * const headers = { 'content-type': 'application/json' }
 * const reply = await fetch('http://127.0.0.1:9292/people', { method: 'POST', headers, body: '{"name":"Grace"}' })
 * createdPerson.parse(await reply.json()).signInLink.url.includes('/sign-in#link=') // → true
 */
export const createdPerson = person.extend({ signInLink })
/** Somebody new, with the link by which they sign in. */
export type CreatedPerson = z.infer<typeof createdPerson>
