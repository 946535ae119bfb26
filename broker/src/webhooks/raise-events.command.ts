import { randomUUID } from 'node:crypto'
import type { Connection, Context } from '../context.ts'
import type { BrokerEvent } from '../events/events.ts'
import { afterCommit } from '../kernel/transaction.ts'
import { type DeliveryContext, deliverWebhook } from './delivery-job.ts'
import { type EventFacts, parametersOf } from './parameters.ts'
import { type Subject, listEventFacts } from './parameters.sql.ts'
import { type Match, type NewDelivery, insertDeliveries, keepEvents, listMatches } from './trigger.sql.ts'

/** A delivery that an event set off. */
export interface TriggeredWebhook {
  readonly uuid: string
  readonly webhookUuid: string
  readonly description: string | null
  /** The place of the event among those that were raised together. */
  readonly event: number
}

/** What raising an event needs of the context. */
export type Raising = Pick<Context, 'config' | 'jobs' | 'events' | 'brokerUrl'> & {
  /** Nobody is told: it happened elsewhere, and is only taken over. */
  readonly isSilent?: boolean
}

interface Triggering {
  readonly match: Match
  readonly event: BrokerEvent
  readonly facts: EventFacts
}

function subjectOf({ ids }: BrokerEvent, { requiredId }: Match): Subject {
  return requiredId === null ? ids : { ...ids, providerVersionId: requiredId }
}

const isOfVerification = ({ ids }: BrokerEvent) => ids.verificationId !== undefined

/** The deliveries to one webhook: one, or one for each version of the provider that is deployed. */
function deliveriesOf({ match, event, facts }: Triggering, brokerUrl: string): readonly NewDelivery[] {
  const { requiredBranch, requiredDescriptions } = match
  const deployed = match.namesDeployed ? facts.deployedProviderVersions : [undefined]
  return deployed.map((deployedProviderVersion) => {
    const parameters = parametersOf(facts, {
      eventName: event.name,
      brokerUrl,
      isOfVerification: isOfVerification(event),
      providerVersionBranch: requiredBranch,
      providerVersionDescriptions: requiredDescriptions ?? undefined,
      deployedProviderVersion,
      branch: event.branch,
      environment: event.environment,
    })
    const { comment } = event
    return {
      uuid: randomUUID(),
      webhookId: match.webhookId,
      eventName: event.name,
      context: { brokerUrl, ...(comment === undefined ? {} : { comment }), parameters } satisfies DeliveryContext,
      consumerId: event.ids.consumerId ?? null,
      providerId: event.ids.providerId ?? null,
      contractId: facts.contractId,
      verificationId: event.ids.verificationId ?? null,
    }
  })
}

async function trigger(
  trx: Connection,
  { jobs, brokerUrl }: Raising,
  sets: readonly Triggering[],
): Promise<readonly TriggeredWebhook[]> {
  const deliveries = sets.flatMap((set) => deliveriesOf(set, brokerUrl).map((delivery) => ({ ...set.match, delivery })))
  if (deliveries.length === 0) return []
  const noted = new Set(
    await insertDeliveries(
      trx,
      deliveries.map(({ delivery }) => delivery),
    ),
  )
  const triggered = deliveries.flatMap(({ webhookUuid, description, event, delivery: { uuid } }) => {
    return noted.has(uuid) ? [{ uuid, webhookUuid, description, event }] : []
  })
  await jobs.send(trx, { type: deliverWebhook, data: triggered.map(({ uuid }) => ({ uuid, attempt: 1 })) })
  return triggered
}

/**
 * Keeps what happened and sets off the webhooks that wait for it, all in the caller's transaction: nothing is told of
 * what was not committed, and nothing that was committed is not told. Where no webhook waits it is one statement.
 */
export async function raiseEvents(
  trx: Connection,
  context: Raising,
  events: readonly BrokerEvent[],
): Promise<readonly TriggeredWebhook[]> {
  if (events.length === 0 || context.isSilent) return []
  const candidates = await keepEvents(trx, events)
  afterCommit(trx, () => context.events.announce())
  if (candidates.length === 0) return []
  const matches = await listMatches(trx, events, candidates)
  if (matches.length === 0) return []
  const matched = matches.flatMap((match) => {
    const event = events[match.event]
    return event ? [{ match, event }] : []
  })
  const facts = await listEventFacts(
    trx,
    matched.map(({ match, event }) => subjectOf(event, match)),
  )
  const sets = matched.flatMap((each, index) => {
    const found = facts[index]
    return found ? [{ ...each, facts: found }] : []
  })
  return trigger(trx, context, sets)
}
