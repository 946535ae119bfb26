export type { AuditQuestion } from './broker/audit.ts'
export { type BrokerClient, createBrokerClient } from './broker/broker-client.ts'
export { BrokerCallError, type CallFailure } from './broker/call-error.ts'
export type { ContractsOfProvider, StatesOfProvider, VersionsToCompare } from './broker/contract-lists.ts'
export type { Publication } from './broker/contracts.ts'
export type { EventsAfter, EventsOf, EventsToFollow } from './broker/events.ts'
export type { DeploymentAnswer, DeploymentQuestion } from './broker/matrix.ts'
export type { CellOfMatrix, ConsumerAndProvider, GridPart } from './broker/matrix-grid.ts'
export type { MatrixQuestion, VersionSelector } from './broker/matrix-query.ts'
export type { ProviderContract } from './broker/provider-contracts.ts'
export type { OverridesQuestion } from './broker/overrides.ts'
export type { PartOfList, PreviewQuestion } from './broker/retention.ts'
export type { SearchOptions } from './broker/search.ts'
export type { Credentials, Exchange, TransportOptions } from './broker/transport.ts'
export type { RequestsPart, ResultsPart } from './broker/verification-lists.ts'
export type { VerificationRequestsOf } from './broker/verification-requests.ts'
export type { VerificationQuestion } from './broker/verifications.ts'
export type { VersionInEnvironment } from './broker/version-in-environment.ts'
export type { WebhookScope, WebhookToSave } from './broker/webhook-details.ts'
export type { DeliveriesPage, WebhookDraft } from './broker/webhook-deliveries.ts'
export type { WebhooksQuestion } from './broker/webhooks.ts'
export type { Change, Effect, Judgement } from './contract/comparison/change.ts'
export {
  type ContractChanges,
  type InteractionChanges,
  changesSummary,
  contractChanges,
} from './contract/comparison/contract-changes.ts'
