import { applicationCalls } from './applications.ts'
import { contentResultCalls } from './content-results.ts'
import { aboutCalls } from './about.ts'
import { auditCalls } from './audit.ts'
import { contractListCalls } from './contract-lists.ts'
import { contractCalls } from './contracts.ts'
import { deploymentCalls } from './deployments.ts'
import { boardCalls } from './environment-board.ts'
import { environmentCalls } from './environments.ts'
import { eventCalls } from './events.ts'
import { importCalls } from './imports.ts'
import { labelCalls } from './labels.ts'
import { matrixCalls } from './matrix.ts'
import { matrixGridCalls } from './matrix-grid.ts'
import { overrideCalls } from './overrides.ts'
import { overviewCalls } from './overview.ts'
import { peopleCalls } from './people.ts'
import { pacticipantCalls } from './pacticipants.ts'
import { providerContractCalls } from './provider-contracts.ts'
import { releaseCalls } from './releases.ts'
import { retentionCalls } from './retention.ts'
import { searchCalls } from './search.ts'
import { signInCalls } from './sign-in.ts'
import { teamCalls } from './teams.ts'
import { tokenCalls } from './tokens.ts'
import { type TransportOptions, createTransport } from './transport.ts'
import { trustRuleCalls } from './trust-rules.ts'
import { verificationRequestCalls } from './verification-requests.ts'
import { verificationListCalls } from './verification-lists.ts'
import { verificationCalls } from './verifications.ts'
import { versionCalls } from './versions.ts'
import { webhookCalls } from './webhooks.ts'

/** A client of a broker, as `createBrokerClient` gives it. Every call is described at its function. */
export type BrokerClient = ReturnType<typeof createBrokerClient>

/**
 * A client of a broker: Tallystick, or a Pact Broker. It connects when it is first asked something. Every call that the
 * broker does not answer as asked throws a `BrokerCallError`; a wrong base URL throws a `TypeError` at once.
 *
 * @example
 * const broker = createBrokerClient({ baseUrl: 'http://127.0.0.1:9292' })
 * await broker.findPacticipant('Nobody') // → undefined
 */
export function createBrokerClient(options: TransportOptions) {
  const transport = createTransport(options)
  return {
    ...pacticipantCalls(transport),
    ...labelCalls(transport),
    ...applicationCalls(transport),
    ...versionCalls(transport),
    ...environmentCalls(transport),
    ...deploymentCalls(transport),
    ...releaseCalls(transport),
    ...boardCalls(transport),
    ...contractCalls(transport),
    ...contractListCalls(transport),
    ...contentResultCalls(transport),
    ...providerContractCalls(transport),
    ...verificationCalls(transport),
    ...matrixCalls(transport),
    ...matrixGridCalls(transport),
    ...overrideCalls(transport),
    ...eventCalls(transport),
    ...verificationRequestCalls(transport),
    ...verificationListCalls(transport),
    ...webhookCalls(transport),
    ...overviewCalls(transport),
    ...searchCalls(transport),
    ...retentionCalls(transport),
    ...auditCalls(transport),
    ...teamCalls(transport),
    ...tokenCalls(transport),
    ...signInCalls(transport),
    ...peopleCalls(transport),
    ...trustRuleCalls(transport),
    ...aboutCalls(transport),
    ...importCalls(transport),
  }
}
