import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * What can be found, in the order in which it is shown.
 *
 * @example
 * searchKinds[0] // → 'pacticipant'
 */
export const searchKinds = ['pacticipant', 'environment', 'contract', 'interaction', 'version', 'branch'] as const
/**
 * One of these kinds.
 *
 * @example
 * searchKind.parse('version') // → 'version'
 */
export const searchKind = z.enum(searchKinds)
/** What can be found. */
export type SearchKind = z.infer<typeof searchKind>

const pair = z.object({
  consumer: text,
  provider: text,
  /** The version of the consumer whose contract it is. */
  consumerVersion: text,
  _links: links,
})

/**
 * Something that was found. A contract is the newest of its pair: that of the main branch where there is one.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/search?q=shop')
 * const [group] = (await reply.json())._embedded.groups
 * searchItem.parse(group.items[0]).kind // → 'pacticipant'
 */
export const searchItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pacticipant'),
    name: text,
    displayName: text,
    labels: z.array(text),
    _links: links,
  }),
  z.object({
    kind: z.literal('environment'),
    uuid: text,
    name: text,
    displayName: text,
    production: z.boolean(),
    _links: links,
  }),
  pair.extend({ kind: z.literal('contract'), publishedAt: timestamp }),
  pair.extend({
    kind: z.literal('interaction'),
    description: text,
    /** Of what is asked by HTTP; null of messages. */
    method: text.nullable(),
    path: text.nullable(),
  }),
  z.object({
    kind: z.literal('version'),
    pacticipant: text,
    number: text,
    branch: text.nullable(),
    createdAt: timestamp,
    _links: links,
  }),
  z.object({
    kind: z.literal('branch'),
    pacticipant: text,
    name: text,
    updatedAt: timestamp,
    _links: links,
  }),
])
/** Something that was found. */
export type SearchItem = z.infer<typeof searchItem>

/**
 * What was found of one kind, the best first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/search?q=shop&kind=contract')
 * const [group] = (await reply.json())._embedded.groups
 * searchGroup.parse(group).hasMore // → false
 */
export const searchGroup = z.object({
  kind: searchKind,
  items: z.array(searchItem),
  hasMore: z.boolean(),
  _links: links,
})
/** What was found of one kind. */
export type SearchGroup = z.infer<typeof searchGroup>

/**
 * What was found, by kind. Kinds of which nothing was found are left out.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/search?q=nobody')
 * searchResults.parse(await reply.json())._embedded.groups // → []
 */
export const searchResults = z.object({
  _embedded: z.object({ groups: z.array(searchGroup) }),
  _links: links,
})
/** What was found, by kind. */
export type SearchResults = z.infer<typeof searchResults>
