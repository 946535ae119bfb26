import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { name, singleLine, text, word } from './text.ts'

const details = {
  displayName: name.nullish(),
  repositoryUrl: singleLine.nullish(),
  repositoryName: singleLine.nullish(),
  repositoryNamespace: singleLine.nullish(),
  mainBranch: word.nullish(),
}

/**
 * An application to make known to the broker.
 *
 * @example
 * newPacticipant.parse({ name: 'Shop', mainBranch: 'main' }) // → { name: 'Shop', mainBranch: 'main' }
 */
export const newPacticipant = z.object({ name, ...details })
/** An application to make known to the broker. */
export type NewPacticipant = z.infer<typeof newPacticipant>

/**
 * What may be said of a pacticipant that the address names; a name in the body is ignored.
 *
 * @example
 * pacticipantDetails.parse({ mainBranch: 'main' }) // → { mainBranch: 'main' }
 */
export const pacticipantDetails = z.object(details)
/** What may be said of an application besides its name. */
export type PacticipantDetails = z.infer<typeof pacticipantDetails>

/**
 * An application: a consumer, a provider, or both.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop')
 * pacticipant.parse(await reply.json()).name // → 'Shop'
 */
export const pacticipant = z.object({
  name: text,
  displayName: text.optional(),
  repositoryUrl: text.optional(),
  repositoryName: text.optional(),
  repositoryNamespace: text.optional(),
  mainBranch: text.optional(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  /** To which it belongs; without one, every team may change it. */
  team: z.object({ uuid: text, name: text }).optional(),
  _embedded: z
    .object({
      latestVersion: z.object({ number: text, _links: links }).optional(),
      labels: z.array(z.object({ name: text, _links: links })),
    })
    .loose(),
  _links: links,
})
/** An application: a consumer, a provider, or both. */
export type Pacticipant = z.infer<typeof pacticipant>

/**
 * All applications, by name. What is there twice is there for older clients.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants')
 * pacticipants.parse(await reply.json())._embedded.pacticipants.length // → 2
 */
export const pacticipants = z.object({
  pacticipants: z.array(
    z.object({ name: text, displayName: text, title: text, _embedded: z.looseObject({}), _links: links }),
  ),
  _embedded: z.object({ pacticipants: z.array(pacticipant) }),
  page: page.optional(),
  _links: links,
})
