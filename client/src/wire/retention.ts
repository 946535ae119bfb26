import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

const count = z.number().int()

/** Versions that fulfil all of it are kept. */
export const keepVersionSelector = z.object({
  pacticipant: text.optional(),
  latest: z.literal(true).optional(),
  tag: z.union([text, z.literal(true)]).optional(),
  branch: z.union([text, z.literal(true)]).optional(),
  mainBranch: z.literal(true).optional(),
  environment: text.optional(),
  deployed: z.literal(true).optional(),
  released: z.literal(true).optional(),
  /** Days. */
  maxAge: count.optional(),
})

export const keepBranchSelector = z.object({
  pacticipant: text.optional(),
  branch: text.optional(),
  /** Days. */
  maxAge: count.optional(),
})

export const retentionSettings = z.object({
  enabled: z.boolean(),
  /** Five fields, in UTC. */
  cronSchedule: text,
  dryRun: z.boolean(),
  keepVersionSelectors: z.array(keepVersionSelector),
  /** The most versions that one run deletes. */
  deletionLimit: count,
  /** Empty: all branches are kept. */
  keepBranchSelectors: z.array(keepBranchSelector),
  branchDeletionLimit: count,
  /** Days. */
  overwrittenDataMaxAge: count,
  /** Days; 0: what is deleted is gone. */
  undoPeriod: count,
})
export type RetentionSettings = z.infer<typeof retentionSettings>

export const newRetentionRun = z.object({
  dryRun: z.boolean({ error: 'must be true or false' }).optional(),
})
export type NewRetentionRun = z.infer<typeof newRetentionRun>

/** One time that the broker cleaned up, or counted what it would delete. */
export const retentionRun = z.object({
  uuid: text,
  dryRun: z.boolean(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  settings: retentionSettings,
  /** What was deleted so far, or would be: versions, branches, results and so on. */
  counts: z.record(z.string(), count),
  error: text.optional(),
  startedAt: timestamp,
  finishedAt: timestamp.optional(),
  _links: links,
})
export type RetentionRun = z.infer<typeof retentionRun>

export const retentionRuns = z.object({
  _embedded: z.object({ runs: z.array(retentionRun) }),
  page,
  _links: links,
})
export type RetentionRuns = z.infer<typeof retentionRuns>

/** The settings in force, and the last runs. */
export const retention = z.object({
  settings: retentionSettings,
  _embedded: z.object({ runs: z.array(retentionRun) }),
  _links: links,
})
export type Retention = z.infer<typeof retention>

const shortVersion = z.object({ number: text, createdAt: timestamp })
const span = z.object({ count, first: shortVersion.optional(), last: shortVersion.optional() })

/** What would become of the history of one pacticipant, without regard to the limits of a run. */
export const pacticipantPreview = z.object({
  name: text,
  versions: z.object({
    toDelete: span,
    toKeep: span,
    /** How many versions each selector keeps; one may be kept by several. */
    selectors: z.array(z.object({ selector: keepVersionSelector, description: text, count })),
  }),
  branches: z.object({ toDelete: count, toKeep: count }),
  overwrittenData: z.object({ revisions: count, results: count, deliveries: count }),
  _links: links,
})
export type PacticipantPreview = z.infer<typeof pacticipantPreview>

export const retentionPreview = z.object({
  settings: retentionSettings,
  _embedded: z.object({ pacticipants: z.array(pacticipantPreview) }),
  page,
  _links: links,
})
export type RetentionPreview = z.infer<typeof retentionPreview>

/** The versions of a pacticipant, the oldest first, each with why it would be kept or deleted. */
export const retentionPreviewVersions = z.object({
  _embedded: z.object({
    versions: z.array(
      z.object({ number: text, createdAt: timestamp, isKept: z.boolean(), reasons: z.array(text), _links: links }),
    ),
  }),
  page,
  _links: links,
})
export type RetentionPreviewVersions = z.infer<typeof retentionPreviewVersions>

/** The branches of a pacticipant that would be deleted or kept, the longest without a publication first. */
export const retentionPreviewBranches = z.object({
  _embedded: z.object({
    branches: z.array(z.object({ name: text, updatedAt: timestamp, isKept: z.boolean(), _links: links })),
  }),
  page,
  _links: links,
})
export type RetentionPreviewBranches = z.infer<typeof retentionPreviewBranches>
