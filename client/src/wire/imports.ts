import { z } from 'zod'
import { environmentDetails } from './environments.ts'
import { pacticipantDetails } from './pacticipants.ts'
import { filled, name as anyName, singleLine, text } from './text.ts'

// The records that a broker takes over from another one, with the times at which things happened there. One of them is
// what is taken whole or not at all; an archive has one in each line.

// Half a character cannot be stored, and so would not be found again.
const name = anyName.refine((value) => value.isWellFormed(), 'must be well-formed text')

const moment = z.iso
  .datetime({ offset: true, error: 'must be a time in ISO 8601', abort: true })
  .refine((value) => Date.parse(value) >= 0, 'must be after 1970')

const uuid = text.regex(/^[\w-]{1,100}$/, 'must be a UUID')

const environmentRecord = environmentDetails.extend({
  kind: z.literal('environment'),
  uuid,
  createdAt: moment,
})

const teamRecord = z.object({ kind: z.literal('team'), uuid, name, createdAt: moment })

const applicationRecord = pacticipantDetails.extend({
  kind: z.literal('application'),
  name,
  labels: z.array(name),
  /** The name of the team that it belongs to. */
  team: name.nullish(),
  createdAt: moment,
})

/** That a version ran in an environment from then on, until it was undeployed. */
const deployment = z.object({
  /** Its name. */
  environment: name,
  uuid: uuid.nullish(),
  applicationInstance: singleLine.nullish(),
  createdAt: moment,
  undeployedAt: moment.nullish(),
})

/** That a version was released from then on, until its support ended. */
const release = z.object({
  /** Its name. */
  environment: name,
  uuid: uuid.nullish(),
  createdAt: moment,
  supportEndedAt: moment.nullish(),
})

const branchOfVersion = z.object({
  name,
  /** When the branch began. */
  createdAt: moment.nullish(),
  /** When it was last used. */
  updatedAt: moment.nullish(),
  /** When the version was put on it. */
  addedAt: moment.nullish(),
  /** That the version was put on it last; `false` leaves the one that is. Where it is not said, the version is now. */
  isHead: z.boolean().optional(),
})

const contractOfVersion = z
  .object({
    provider: name,
    createdAt: moment,
    updatedAt: moment.nullish(),
    /** The text of the contract, as it was published or as a broker shows it. */
    content: filled.optional(),
    /** In place of the text: an earlier version of the application that says the same to that provider. */
    sameAs: name.optional(),
  })
  .refine(({ content, sameAs }) => (content === undefined) !== (sameAs === undefined), {
    error: 'must have either content or sameAs',
    path: ['content'],
  })

const versionRecord = z.object({
  kind: z.literal('version'),
  application: name,
  number: name,
  createdAt: moment,
  buildUrl: singleLine.nullish(),
  branches: z.array(branchOfVersion),
  tags: z.array(z.union([name, z.object({ name, createdAt: moment })])),
  contracts: z.array(contractOfVersion),
  /** All there were, also those that are over. */
  deployments: z.array(deployment),
  releases: z.array(release),
})

const ofVersion = { application: name, version: name }

const deploymentRecord = deployment.extend({ kind: z.literal('deployment'), ...ofVersion })
const releaseRecord = release.extend({ kind: z.literal('release'), ...ofVersion })

const resultRecord = z.object({
  kind: z.literal('result'),
  consumer: name,
  /** One of the versions that have the contract that was verified. */
  consumerVersion: name,
  provider: name,
  providerVersion: name,
  success: z.boolean(),
  verifiedAt: moment,
  /** Whether it was pending, or work in progress, when it was found; false where that is not known. */
  pending: z.boolean().optional(),
  wip: z.boolean().optional(),
  buildUrl: text.nullish(),
  testResults: z.unknown().optional(),
  verifiedBy: z.record(z.string(), text).nullish(),
})

const overrideRecord = z.object({
  kind: z.literal('override'),
  uuid,
  ...ofVersion,
  environment: name,
  reason: filled,
  createdBy: text,
  createdAt: moment,
  expiresAt: moment,
  revokedAt: moment.nullish(),
  revokedBy: text.nullish(),
})

/**
 * What is taken over from another broker: a team, an environment, an application, a version with its contracts, a deployment, a
 * release, a result, or an override.
 *
 * @example
 * const createdAt = '2026-01-02T03:04:05Z'
 * importRecord.parse({ kind: 'application', name: 'Shop', labels: [], createdAt }).kind // → 'application'
 */
export const importRecord = z.discriminatedUnion('kind', [
  teamRecord,
  environmentRecord,
  applicationRecord,
  versionRecord,
  deploymentRecord,
  releaseRecord,
  resultRecord,
  overrideRecord,
])
/** What is taken over from another broker. */
export type ImportRecord = z.infer<typeof importRecord>

/** The last line of what a broker gives of itself. */
const archiveEnd = z.object({ kind: z.literal('end'), records: z.number().int() })

/**
 * A line of all that a broker knows: a record, or, as the last one, how many there were.
 *
 * @example
 * archiveLine.parse({ kind: 'end', records: 12 }).kind // → 'end'
 */
export const archiveLine = z.discriminatedUnion('kind', [importRecord, archiveEnd])
/** A line of all that a broker knows. */
export type ArchiveLine = z.infer<typeof archiveLine>

/** A version with its contracts, as it is taken over. */
export type VersionRecord = z.infer<typeof versionRecord>

/**
 * Records, in the order in which they are taken: what one needs comes before it.
 *
 * @example
 * importRequest.parse({ records: [] }).records // → []
 */
export const importRequest = z.object({
  /** Where they are from, for the audit log: the address of a broker, the name of a file. */
  source: text.optional(),
  records: z.array(importRecord).max(1000, 'must not be more than 1000'),
})
/** Records, in the order in which they are taken. */
export type ImportRequest = z.infer<typeof importRequest>

/**
 * What became of each record, in their order: it is there now, it was there already, or it was refused and why.
 *
 * @example
 * importOutcomes.parse({ outcomes: [{ outcome: 'created' }] }).outcomes.length // → 1
 */
export const importOutcomes = z.object({
  outcomes: z.array(
    z.object({ outcome: z.enum(['created', 'changed', 'present', 'refused']), reason: z.string().optional() }),
  ),
})
/** What became of each record. */
export type ImportOutcomes = z.infer<typeof importOutcomes>
