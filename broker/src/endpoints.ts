import { auditEndpoints } from './accounts/audit.routes.ts'
import { meEndpoints } from './accounts/me.routes.ts'
import { peopleEndpoints } from './accounts/people.routes.ts'
import { signInEndpoints } from './accounts/sign-in.routes.ts'
import { teamEndpoints } from './accounts/teams.routes.ts'
import { tokenEndpoints } from './accounts/tokens.routes.ts'
import { trustRuleEndpoints } from './accounts/trust-rules.routes.ts'
import { badgeEndpoints } from './badges/badges.routes.ts'
import { comparisonEndpoints } from './contracts/comparisons.routes.ts'
import { contentVersionEndpoints } from './contracts/content-versions.routes.ts'
import { contractListEndpoints } from './contracts/contract-lists.routes.ts'
import { contractEndpoints } from './contracts/contracts.routes.ts'
import { latestContractEndpoints } from './contracts/latest-contracts.routes.ts'
import { providerStateEndpoints } from './contracts/provider-states.routes.ts'
import { deletionEndpoints } from './deletions/deletions.routes.ts'
import { documentationEndpoints } from './documentation/documentation.routes.ts'
import { pacticipantInteractionEndpoints } from './contracts/pacticipant-interactions.routes.ts'
import { boardEndpoints } from './environments/board.routes.ts'
import { deployedVersionEndpoints } from './environments/deployed-versions.routes.ts'
import { overrideEndpoints } from './environments/overrides.routes.ts'
import { environmentEndpoints } from './environments/environments.routes.ts'
import { pacticipantEnvironmentEndpoints } from './environments/pacticipant-environments.routes.ts'
import { releasedVersionEndpoints } from './environments/released-versions.routes.ts'
import { eventEndpoints } from './events/events.routes.ts'
import { exportEndpoints } from './imports/exports.routes.ts'
import { importEndpoints } from './imports/imports.routes.ts'
import { diagnosticEndpoints } from './kernel/diagnostics.routes.ts'
import type { Endpoint } from './kernel/endpoint.ts'
import { matrixGridEndpoints } from './matrix/grid.routes.ts'
import { matrixEndpoints } from './matrix/matrix.routes.ts'
import { dashboardEndpoints } from './overview/dashboard.routes.ts'
import { indexEndpoints } from './overview/index.routes.ts'
import { integrationEndpoints } from './overview/integrations.routes.ts'
import { metricEndpoints } from './overview/metrics.routes.ts'
import { networkEndpoints } from './overview/network.routes.ts'
import { overviewEndpoints } from './overview/overview.routes.ts'
import { relationshipEndpoints } from './overview/relationships.routes.ts'
import { labelEndpoints } from './pacticipants/labels.routes.ts'
import { pacticipantEndpoints } from './pacticipants/pacticipants.routes.ts'
import { publishingEndpoints } from './publishing/publishing.routes.ts'
import { retentionEndpoints } from './retention/retention.routes.ts'
import { searchEndpoints } from './search/search.routes.ts'
import { selectionEndpoints } from './selection/selection.routes.ts'
import { resultListEndpoints } from './verifications/result-lists.routes.ts'
import { contentResultEndpoints } from './verifications/content-results.routes.ts'
import { verificationRequestEndpoints } from './verifications/verification-requests.routes.ts'
import { verificationEndpoints } from './verifications/verifications.routes.ts'
import { branchEndpoints } from './versions/branches.routes.ts'
import { tagEndpoints } from './versions/tags.routes.ts'
import { timelineEndpoints } from './versions/timeline.routes.ts'
import { versionEndpoints } from './versions/versions.routes.ts'
import { executionEndpoints } from './webhooks/executions.routes.ts'
import { triggeredWebhookEndpoints } from './webhooks/triggered-webhooks.routes.ts'
import { webhooksOverviewEndpoints } from './webhooks/webhooks-overview.routes.ts'
import { webhookEndpoints } from './webhooks/webhooks.routes.ts'

const described: readonly Endpoint[] = [
  ...diagnosticEndpoints,
  ...meEndpoints,
  ...teamEndpoints,
  ...tokenEndpoints,
  ...signInEndpoints,
  ...peopleEndpoints,
  ...trustRuleEndpoints,
  ...auditEndpoints,
  ...deletionEndpoints,
  ...pacticipantEndpoints,
  ...labelEndpoints,
  ...eventEndpoints,
  ...webhooksOverviewEndpoints,
  ...webhookEndpoints,
  ...executionEndpoints,
  ...triggeredWebhookEndpoints,
  ...versionEndpoints,
  ...timelineEndpoints,
  ...branchEndpoints,
  ...tagEndpoints,
  ...environmentEndpoints,
  ...deployedVersionEndpoints,
  ...releasedVersionEndpoints,
  ...boardEndpoints,
  ...pacticipantEnvironmentEndpoints,
  ...overrideEndpoints,
  ...contractEndpoints,
  ...contractListEndpoints,
  ...contentVersionEndpoints,
  ...pacticipantInteractionEndpoints,
  ...latestContractEndpoints,
  ...comparisonEndpoints,
  ...providerStateEndpoints,
  ...verificationEndpoints,
  ...contentResultEndpoints,
  ...resultListEndpoints,
  ...verificationRequestEndpoints,
  ...publishingEndpoints,
  ...matrixEndpoints,
  ...matrixGridEndpoints,
  ...selectionEndpoints,
  ...indexEndpoints,
  ...dashboardEndpoints,
  ...overviewEndpoints,
  ...networkEndpoints,
  ...integrationEndpoints,
  ...relationshipEndpoints,
  ...metricEndpoints,
  ...searchEndpoints,
  ...badgeEndpoints,
  ...retentionEndpoints,
  ...importEndpoints,
  ...exportEndpoints,
]

/** Everything the broker answers, in the order of the slices. */
export const endpoints: readonly Endpoint[] = [...described, ...documentationEndpoints(described)]
