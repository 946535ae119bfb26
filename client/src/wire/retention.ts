import { z } from 'zod'
import { links, page, timestamp } from './hal.ts'
import { text } from './text.ts'

const count = z.number().int()

/**
 * Versions that fulfil all of it are kept.
 *
 * @example
 * keepVersionSelector.parse({ mainBranch: true, maxAge: 90 }).maxAge // → 90
 */
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

/**
 * Branches that fulfil all of it are kept.
 *
 * @example
 * keepBranchSelector.parse({ branch: 'main' }).branch // → 'main'
 */
export const keepBranchSelector = z.object({
  pacticipant: text.optional(),
  branch: text.optional(),
  /** Days. */
  maxAge: count.optional(),
})

/**
 * What is kept, and when the broker cleans up.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/retention')
 * retentionSettings.parse((await reply.json()).settings).dryRun // → false
 */
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
/** What is kept, and when the broker cleans up. */
export type RetentionSettings = z.infer<typeof retentionSettings>

/**
 * A run to start now: with `dryRun` it only counts.
 *
 * @example
 * newRetentionRun.parse({ dryRun: true }).dryRun // → true
 */
export const newRetentionRun = z.object({
  dryRun: z.boolean({ error: 'must be true or false' }).optional(),
})
/** A run to start now. */
export type NewRetentionRun = z.infer<typeof newRetentionRun>

/**
 * One time that the broker cleaned up, or counted what it would delete.
 *
 * @example
 * Object.keys(retentionRun.shape).includes('counts') // → true
 */
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
/** One time that the broker cleaned up, or counted what it would delete. */
export type RetentionRun = z.infer<typeof retentionRun>

/**
 * The runs, the newest first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/retention/runs')
 * retentionRuns.parse(await reply.json())._embedded.runs // → []
 */
export const retentionRuns = z.object({
  _embedded: z.object({ runs: z.array(retentionRun) }),
  page,
  _links: links,
})
/** The runs, the newest first. */
export type RetentionRuns = z.infer<typeof retentionRuns>

/**
 * The settings in force, and the last runs.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/retention')
 * retention.parse(await reply.json()).settings.deletionLimit > 0 // → true
 */
export const retention = z.object({
  settings: retentionSettings,
  /** What each selector keeps, in the order of the settings. */
  inWords: z.object({ versions: z.array(text), branches: z.array(text) }),
  _embedded: z.object({ runs: z.array(retentionRun) }),
  _links: links,
})
/** The settings in force, and the last runs. */
export type Retention = z.infer<typeof retention>

const shortVersion = z.object({ number: text, createdAt: timestamp })
const span = z.object({ count, first: shortVersion.optional(), last: shortVersion.optional() })

/**
 * What would become of the history of one pacticipant, without regard to the limits of a run.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/retention/preview')
 * const [first] = (await reply.json())._embedded.pacticipants
 * pacticipantPreview.parse(first).versions.toDelete.count // → 0
 */
export const pacticipantPreview = z.object({
  name: text,
  versions: z.object({
    toDelete: span,
    toKeep: span,
    /** How many versions each keeps that are too old to be kept for their age alone; an age: how many are that young. */
    selectors: z.array(z.object({ selector: keepVersionSelector, description: text, count })),
  }),
  branches: z.object({ toDelete: count, toKeep: count }),
  overwrittenData: z.object({ revisions: count, results: count, deliveries: count }),
  _links: links,
})
/** What would become of the history of one pacticipant. */
export type PacticipantPreview = z.infer<typeof pacticipantPreview>

/**
 * What a run would delete and keep, by pacticipant.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/retention/preview')
 * retentionPreview.parse(await reply.json())._embedded.pacticipants.length // → 2
 */
export const retentionPreview = z.object({
  settings: retentionSettings,
  _embedded: z.object({ pacticipants: z.array(pacticipantPreview) }),
  page,
  _links: links,
})
/** What a run would delete and keep. */
export type RetentionPreview = z.infer<typeof retentionPreview>

/**
 * The versions of a pacticipant, the oldest first, each with why it would be kept or deleted.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/retention/preview/Shop/versions')
 * retentionPreviewVersions.parse(await reply.json())._embedded.versions[0]?.isKept // → true
 */
export const retentionPreviewVersions = z.object({
  _embedded: z.object({
    versions: z.array(
      z.object({ number: text, createdAt: timestamp, isKept: z.boolean(), reasons: z.array(text), _links: links }),
    ),
  }),
  page,
  _links: links,
})
/** The versions of a pacticipant, each with why it would be kept or deleted. */
export type RetentionPreviewVersions = z.infer<typeof retentionPreviewVersions>

/**
 * The branches of a pacticipant that would be deleted or kept, the longest without a publication first.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/retention/preview/Shop/branches')
 * retentionPreviewBranches.parse(await reply.json())._embedded.branches[0]?.isKept // → true
 */
export const retentionPreviewBranches = z.object({
  _embedded: z.object({
    branches: z.array(z.object({ name: text, updatedAt: timestamp, isKept: z.boolean(), _links: links })),
  }),
  page,
  _links: links,
})
/** The branches of a pacticipant that would be deleted or kept. */
export type RetentionPreviewBranches = z.infer<typeof retentionPreviewBranches>
