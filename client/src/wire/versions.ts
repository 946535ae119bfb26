import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { name, singleLine, text } from './text.ts'

/**
 * What may be said of a version that the address names. Tags that are given replace those that it has.
 *
 * @example
 * versionDetails.parse({ branch: 'main', tags: [{ name: 'prod' }] }).branch // → 'main'
 */
export const versionDetails = z.object({
  buildUrl: singleLine.nullish(),
  branch: name.nullish(),
  tags: z.array(z.object({ name })).nullish(),
})
/** What may be said of a version besides its number. */
export type VersionDetails = z.infer<typeof versionDetails>

/**
 * A version of an application.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/versions/1')
 * version.parse(await reply.json())._embedded.branchVersions[0]?.name // → 'main'
 */
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
/** A version of an application. */
export type Version = z.infer<typeof version>

/**
 * The versions of an application, the newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/versions')
 * versions.parse(await reply.json())._embedded.versions.map(({ number }) => number) // → ['1']
 */
export const versions = z.object({
  _embedded: z.object({ versions: z.array(version) }),
  page: page.optional(),
  _links: links,
})
/** The versions of an application. */
export type Versions = z.infer<typeof versions>

/**
 * A version as other resources embed it.
 *
 * @example
 * embeddedVersion.parse({ number: '1', _links: { self: { href: '/pacticipants/Shop/versions/1' } } }).number // → '1'
 */
export const embeddedVersion = z.object({ number: text, _links: links })
