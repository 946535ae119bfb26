import { sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { BrokerEvent } from './events.ts'

/** Keeps what happened, in this order. */
export async function insertEvents(trx: Connection, events: readonly BrokerEvent[]): Promise<void> {
  await sql`
    insert into events (
      name, consumer, consumer_version, provider, provider_version, pacticipant, version, branch, environment, comment
    )
    select raised.name, raised.consumer, raised."consumerVersion", raised.provider, raised."providerVersion",
      raised.pacticipant, raised.version, raised.branch, raised.environment, raised.comment
    from json_to_recordset(${JSON.stringify(events)}::json) as raised (
      name text, consumer text, "consumerVersion" text, provider text, "providerVersion" text, pacticipant text,
      version text, branch text, environment text, comment text
    )`.execute(trx)
}
