import { diagnosticEndpoints } from './kernel/diagnostics.routes.ts'
import type { Endpoint } from './kernel/endpoint.ts'
import { pacticipantEndpoints } from './pacticipants/pacticipants.routes.ts'
import { branchEndpoints } from './versions/branches.routes.ts'
import { tagEndpoints } from './versions/tags.routes.ts'
import { versionEndpoints } from './versions/versions.routes.ts'
import { deployedVersionEndpoints } from './environments/deployed-versions.routes.ts'
import { environmentEndpoints } from './environments/environments.routes.ts'
import { releasedVersionEndpoints } from './environments/released-versions.routes.ts'
import { contractEndpoints } from './contracts/contracts.routes.ts'
import { latestContractEndpoints } from './contracts/latest-contracts.routes.ts'
import { verificationEndpoints } from './verifications/verifications.routes.ts'
import { publishingEndpoints } from './publishing/publishing.routes.ts'
import { selectionEndpoints } from './selection/selection.routes.ts'
import { matrixEndpoints } from './matrix/matrix.routes.ts'
import { dashboardEndpoints } from './overview/dashboard.routes.ts'
import { indexEndpoints } from './overview/index.routes.ts'

/** Everything the broker answers, in the order of the slices. */
export const endpoints: readonly Endpoint[] = [
  ...diagnosticEndpoints,
  ...pacticipantEndpoints,
  ...versionEndpoints,
  ...branchEndpoints,
  ...tagEndpoints,
  ...environmentEndpoints,
  ...deployedVersionEndpoints,
  ...releasedVersionEndpoints,
  ...matrixEndpoints,
  ...contractEndpoints,
  ...latestContractEndpoints,
  ...verificationEndpoints,
  ...publishingEndpoints,
  ...selectionEndpoints,
  ...indexEndpoints,
  ...dashboardEndpoints,
]
