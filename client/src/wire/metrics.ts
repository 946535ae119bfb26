import { z } from 'zod'
import { timestamp } from './hal.ts'

const number = z.number().int()
const counted = z.object({ count: number })

/** How often each number occurs: `{"1": 20, "3": 2}`. */
const distribution = z.object({ distribution: z.record(z.string(), number) })

/** When there was the first, and the last; null while there is none. */
const span = { first: timestamp.nullable(), last: timestamp.nullable() }

/**
 * How much of everything the broker holds.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/metrics')
 * metrics.parse(await reply.json()).integrations.count // → 1
 */
export const metrics = z.object({
  interactions: z.object({
    latestInteractionsCount: number,
    latestMessagesCount: number,
    latestInteractionsAndMessagesCount: number,
  }),
  pacticipants: z.object({ count: number, withMainBranchSetCount: number }),
  integrations: counted,
  pactPublications: z.object({ count: number, ...span }),
  pactVersions: counted,
  pactRevisionsPerConsumerVersion: distribution,
  verificationResults: z.object({
    count: number,
    successCount: number,
    failureCount: number,
    distinctCount: number,
    ...span,
  }),
  verificationResultsPerPactVersion: distribution,
  pacticipantVersions: z.object({
    count: number,
    withUserCreatedBranchCount: number,
    withBranchCount: number,
    withBranchSetCount: number,
  }),
  webhooks: counted,
  tags: z.object({ count: number, distinctCount: number, distinctWithPacticipantCount: number }),
  triggeredWebhooks: counted,
  webhookExecutions: counted,
  /** Always -1: the number of rows of the whole matrix says nothing, and takes long to find. */
  matrix: counted,
  environments: counted,
  deployedVersions: z.object({ count: number, userCreatedCount: number, currentlyDeployedCount: number }),
  releasedVersions: z.object({ count: number, currentlySupportedCount: number }),
})
/** How much of everything the broker holds. */
export type Metrics = z.infer<typeof metrics>
