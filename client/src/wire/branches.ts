import { z } from 'zod'
import { links, notice, page, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * A branch of an application's repository.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/branches/main')
 * branch.parse(await reply.json()).name // → 'main'
 */
export const branch = z.object({
  name: text,
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
/** A branch of an application's repository. */
export type Branch = z.infer<typeof branch>

/**
 * The branches of an application.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/branches')
 * branches.parse(await reply.json())._embedded.branches.map(({ name }) => name) // → ['main']
 */
export const branches = z.object({
  _embedded: z.object({ branches: z.array(branch) }),
  page,
  _links: links,
})
/** The branches of an application. */
export type Branches = z.infer<typeof branches>

/**
 * That a version is on a branch.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/pacticipants/Shop/branches/main/versions/1')
 * branchVersion.parse(await reply.json()).createdAt.slice(0, 2) // → '20'
 */
export const branchVersion = z.object({
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
/** That a version is on a branch. */
export type BranchVersion = z.infer<typeof branchVersion>

/**
 * What was done, for people.
 *
 * @example
 * notices.parse({ notices: [{ type: 'success', text: 'Deleted' }] }).notices.length // → 1
 */
export const notices = z.object({ notices: z.array(notice) })
/** What was done, for people. */
export type Notices = z.infer<typeof notices>
