import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { name, singleLine, text } from './text.ts'

/** What may be said of a version that the address names. Tags that are given replace those that it has. */
export const versionDetails = z.object({
  buildUrl: singleLine.nullish(),
  branch: name.nullish(),
  tags: z.array(z.object({ name })).nullish(),
})
export type VersionDetails = z.infer<typeof versionDetails>

export const version = z.object({
  number: text,
  buildUrl: text.optional(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _embedded: z.object({
    /** `latest` says that the version is the head of the branch. */
    branchVersions: z.array(z.object({ name: text, latest: z.boolean(), _links: links })),
    tags: z.array(z.object({ name: text, _links: links })),
  }),
  _links: links,
})
export type Version = z.infer<typeof version>

export const versions = z.object({
  _embedded: z.object({ versions: z.array(version) }),
  page: page.optional(),
  _links: links,
})
export type Versions = z.infer<typeof versions>

/** A version as other resources embed it. */
export const embeddedVersion = z.object({ number: text, _links: links })
