import { z } from 'zod'
import { links, notice, page, timestamp } from './hal.ts'
import { text } from './text.ts'

export const branch = z.object({
  name: text,
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
export type Branch = z.infer<typeof branch>

export const branches = z.object({
  _embedded: z.object({ branches: z.array(branch) }),
  page,
  _links: links,
})
export type Branches = z.infer<typeof branches>

/** That a version is on a branch. */
export const branchVersion = z.object({
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
export type BranchVersion = z.infer<typeof branchVersion>

/** What was done, for people. */
export const notices = z.object({ notices: z.array(notice) })
export type Notices = z.infer<typeof notices>
