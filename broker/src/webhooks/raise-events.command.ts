import type { Connection, Context } from '../context.ts'
import type { BrokerEvent } from '../events/events.ts'
import { insertEvents } from '../events/events.sql.ts'
import { afterCommit } from '../kernel/transaction.ts'

/** A delivery that an event set off. */
export interface TriggeredWebhook {
  readonly uuid: string
  readonly webhookUuid: string
  readonly description: string | null
  /** The place of the event among those that were raised together. */
  readonly event: number
}

/** What raising an event needs of the context. */
export type Raising = Pick<Context, 'config' | 'jobs' | 'events' | 'brokerUrl'>

/**
 * Keeps what happened and sets off the webhooks that wait for it, all in the caller's transaction: nothing is told of
 * what was not committed, and nothing that was committed is not told.
 */
export async function raiseEvents(
  trx: Connection,
  context: Raising,
  events: readonly BrokerEvent[],
): Promise<readonly TriggeredWebhook[]> {
  if (events.length === 0) return []
  await insertEvents(trx, events)
  afterCommit(trx, () => context.events.announce())
  return []
}
