import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { name, text } from './text.ts'

const NAME_LENGTH = 100

/**
 * The name of a team or a token: short, since it stands in lists and messages.
 *
 * @example
 * shortName.safeParse('x'.repeat(101)).error?.issues[0]?.message // → 'cannot be longer than 100 characters'
 */
export const shortName = name.refine(
  (value) => value.length <= NAME_LENGTH,
  `cannot be longer than ${NAME_LENGTH} characters`,
)

/**
 * What somebody is in a team. A viewer sees everything; a contributor publishes and records as well; a maintainer also
 * changes and deletes what belongs to the team.
 *
 * @example
 * role.safeParse('owner').success // → false
 */
export const role = z.enum(['viewer', 'contributor', 'maintainer'])
/** What somebody is in a team. */
export type Role = z.infer<typeof role>

/**
 * What one says of a team. Names are told apart without regard to upper and lower case.
 *
 * @example
 * teamDetails.parse({ name: 'Checkout' }) // → { name: 'Checkout' }
 */
export const teamDetails = z.object({ name: shortName })
/** What one says of a team. */
export type TeamDetails = z.infer<typeof teamDetails>

/**
 * What a member is in the team.
 *
 * @example
 * memberDetails.parse({ role: 'maintainer' }).role // → 'maintainer'
 */
export const memberDetails = z.object({ role })
/** What a member is in the team. */
export type MemberDetails = z.infer<typeof memberDetails>

/**
 * Somebody in a team. `fromGroup`: the role was given by a group of the identity provider, and goes with it.
 *
 * @example
 * const ada = { uuid: 'p-1', name: 'Ada', email: null, role: 'maintainer', fromGroup: false, _links: {} }
 * member.parse(ada).role // → 'maintainer'
 */
export const member = z.object({
  /** Of the person. */
  uuid: text,
  name: text,
  email: text.nullable(),
  role,
  fromGroup: z.boolean(),
  _links: links,
})
/** Somebody in a team. */
export type Member = z.infer<typeof member>

const teamFields = {
  uuid: text,
  name: text,
  /** How many. */
  members: z.number().int(),
  /** How many applications belong to it. */
  pacticipants: z.number().int(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
}

/**
 * A team: applications belong to it, and its members may do with them what their roles say.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/teams/Checkout')
 * team.parse(await reply.json())._embedded.pacticipants.map((one) => one.name) // → ['Shop']
 */
export const team = z.object({
  ...teamFields,
  /** What somebody can be in a team, with what it means as a sentence. */
  roles: z.array(z.object({ role, says: text })),
  _embedded: z.object({
    /** By name. */
    members: z.array(member),
    /** The applications, by name. */
    pacticipants: z.array(z.object({ name: text, _links: links })),
  }),
})
/** A team with its members and applications. */
export type Team = z.infer<typeof team>

/**
 * Teams, by name.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/teams?q=check')
 * teams.parse(await reply.json())._embedded.teams[0]?.name // → 'Checkout'
 */
export const teams = z.object({
  _embedded: z.object({ teams: z.array(z.object(teamFields)) }),
  page,
  _links: links,
})
/** Teams, by name. */
export type Teams = z.infer<typeof teams>
