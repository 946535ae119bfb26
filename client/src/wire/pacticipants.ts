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

export const newPacticipant = z.object({ name, ...details })
export type NewPacticipant = z.infer<typeof newPacticipant>

/** What may be said of a pacticipant that the address names; a name in the body is ignored. */
export const pacticipantDetails = z.object(details)
export type PacticipantDetails = z.infer<typeof pacticipantDetails>

export const pacticipant = z.object({
  name: text,
  displayName: text.optional(),
  repositoryUrl: text.optional(),
  repositoryName: text.optional(),
  repositoryNamespace: text.optional(),
  mainBranch: text.optional(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _embedded: z
    .object({
      latestVersion: z.object({ number: text, _links: links }).optional(),
      labels: z.array(z.object({ name: text, _links: links })),
    })
    .loose(),
  _links: links,
})
export type Pacticipant = z.infer<typeof pacticipant>

export const pacticipants = z.object({
  pacticipants: z.array(
    z.object({ name: text, displayName: text, title: text, _embedded: z.looseObject({}), _links: links }),
  ),
  _embedded: z.object({ pacticipants: z.array(pacticipant) }),
  page: page.optional(),
  _links: links,
})
