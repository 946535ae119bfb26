import type { Connection, Context } from '../context.ts'
import type { BrokerEvent, RequiredVersion } from '../events/events.ts'
import { type TriggeredWebhook, raiseEvents } from '../webhooks/raise-events.command.ts'
import { type ContractEvent, detectEvents } from './contract-events.ts'
import { listRequiredVerifications } from './required-verifications.sql.ts'
import type { StoredContract, StoredContracts } from './store-contracts.command.ts'
import { insertVerificationRequests } from './verification-requests.sql.ts'

/** What the publication of one contract meant to others. */
export interface RaisedContractEvents {
  readonly events: readonly ContractEvent[]
  /** The deliveries that each of them set off; `event` is its place among them. */
  readonly triggered: readonly TriggeredWebhook[]
}

function eventsOf(stored: StoredContracts, contract: StoredContract, needsVerification: boolean) {
  const { version } = stored
  return detectEvents({
    consumer: version.pacticipant.name,
    version: version.number,
    sha: contract.sha,
    kind: contract.outcome === 'published' ? 'new' : contract.isChanged ? 'changed' : 'unchanged',
    needsVerification,
    precedents: contract.precedents,
  })
}

interface Detected {
  readonly contract: StoredContract
  readonly event: ContractEvent
  readonly required: readonly RequiredVersion[]
}

function brokerEvent({ version }: StoredContracts, { contract, event, required }: Detected): BrokerEvent {
  const { provider, contentId } = contract
  return {
    ...event,
    ...(event.name === 'contract_requiring_verification_published' ? { required } : {}),
    consumer: version.pacticipant.name,
    consumerVersion: version.number,
    provider: provider.name,
    ids: {
      consumerId: version.pacticipant.id,
      consumerVersionId: version.id,
      providerId: provider.id,
      contentId,
    },
  }
}

/** Detects and raises what follows from stored contracts; one item for each of them, in order. */
export async function raiseContractEvents(
  trx: Connection,
  context: Context,
  stored: StoredContracts,
): Promise<readonly RaisedContractEvents[]> {
  const { version, contracts } = stored
  if (contracts.length === 0) return []
  const required = await listRequiredVerifications(
    trx,
    contracts.map(({ contentId, provider }) => ({ contentId, providerId: provider.id })),
  )
  const byContent = Map.groupBy(required, ({ contentId }) => contentId)
  const requiredOf = ({ contentId }: StoredContract) =>
    (byContent.get(contentId) ?? []).map(({ providerVersion, ...rest }) => ({ ...rest, id: providerVersion.id }))
  await insertVerificationRequests(trx, {
    consumerVersionId: version.id,
    dueInMinutes: context.config.verificationOverdueMinutes,
    requests: required.map(({ contentId, providerVersion, descriptions }) => ({
      contentId,
      providerVersionId: providerVersion.id,
      description: descriptions.join(', '),
    })),
  })
  const detected = contracts.map((contract) => eventsOf(stored, contract, byContent.has(contract.contentId)))
  const raised = contracts.flatMap((contract, index) =>
    (detected[index] ?? []).map((event) => {
      return { index, event: brokerEvent(stored, { contract, event, required: requiredOf(contract) }) }
    }),
  )
  const triggered = await raiseEvents(
    trx,
    context,
    raised.map(({ event }) => event),
  )
  return detected.map((events, index) => {
    const first = raised.findIndex((each) => each.index === index)
    const own = triggered.filter(({ event }) => raised[event]?.index === index)
    return { events, triggered: own.map((each) => ({ ...each, event: each.event - first })) }
  })
}
