import type { Metrics } from '@tallystick/client/wire'
import { formatTime } from '../kernel/hal.ts'
import type { Counts } from './metrics.sql.ts'

const spanOf = ({ first, last }: { readonly first: Date | null; readonly last: Date | null }) => ({
  first: first && formatTime(first),
  last: last && formatTime(last),
})

export function metricsHal({ contracts, interactions, verifications, versions, rest }: Counts): Metrics {
  return {
    interactions: {
      latestInteractionsCount: interactions.http,
      latestMessagesCount: interactions.messages,
      latestInteractionsAndMessagesCount: interactions.http + interactions.messages,
    },
    pacticipants: { count: rest.pacticipants, withMainBranchSetCount: rest.withMainBranch },
    integrations: { count: contracts.integrations },
    pactPublications: { count: contracts.publications, ...spanOf(contracts) },
    pactVersions: { count: contracts.contents },
    pactRevisionsPerConsumerVersion: { distribution: contracts.perVersion },
    verificationResults: {
      count: verifications.count,
      successCount: verifications.successes,
      failureCount: verifications.count - verifications.successes,
      distinctCount: verifications.distinct,
      ...spanOf(verifications),
    },
    verificationResultsPerPactVersion: { distribution: verifications.perContent },
    pacticipantVersions: {
      count: versions.count,
      withUserCreatedBranchCount: versions.withUserCreatedBranch,
      withBranchCount: versions.withBranch,
      withBranchSetCount: versions.withBranch,
    },
    webhooks: { count: rest.webhooks },
    tags: {
      count: versions.tags,
      distinctCount: versions.tagNames,
      distinctWithPacticipantCount: versions.tagsOfPacticipants,
    },
    triggeredWebhooks: { count: rest.triggeredWebhooks },
    webhookExecutions: { count: rest.executions },
    matrix: { count: -1 },
    environments: { count: rest.environments },
    deployedVersions: {
      count: rest.deployed,
      userCreatedCount: rest.deployedByUser,
      currentlyDeployedCount: rest.currentlyDeployed,
    },
    releasedVersions: { count: rest.released, currentlySupportedCount: rest.currentlySupported },
  }
}
