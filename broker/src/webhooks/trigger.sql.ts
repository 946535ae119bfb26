import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { BrokerEvent } from '../events/events.ts'

/** A webhook that waits for an event. */
export interface Match {
  /** The place of the event among those that were raised together. */
  readonly event: number
  readonly webhookId: number
  readonly webhookUuid: string
  readonly description: string | null
  /** It speaks of the versions of the provider that are deployed, each by itself. */
  readonly namesDeployed: boolean
  /** The version of the provider that has to verify, where the event is about that. */
  readonly requiredId: number | null
  readonly requiredBranch: string | null
  readonly requiredDescriptions: readonly string[] | null
}

interface Party {
  readonly pacticipant: RawBuilder<unknown>
  readonly version: RawBuilder<unknown>
}

/** Whether the scope of one side holds for a version of a pacticipant. */
function isMeant(side: 'consumer' | 'provider', { pacticipant, version }: Party): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`webhooks.${side}_${name}`)
  return sql<boolean>`(
    (${column('id')} is null or ${column('id')} = ${pacticipant})
    and (${column('label')} is null or exists (
      select from labels where labels.pacticipant_id = ${pacticipant} and labels.name = ${column('label')}))
    and (${column('branch')} is null or exists (
      select from branch_versions
      join branches on branches.id = branch_versions.branch_id
      where branch_versions.version_id = ${version} and branches.name = ${column('branch')}))
    and (not ${column('main_branch')} or exists (
      select from branch_versions
      join branches on branches.id = branch_versions.branch_id
      join pacticipants on pacticipants.id = branches.pacticipant_id and pacticipants.main_branch = branches.name
      where branch_versions.version_id = ${version})))`
}

const isNamed = (side: 'consumer' | 'provider') => sql<boolean>`(
  num_nonnulls(${sql.ref(`webhooks.${side}_id`)}, ${sql.ref(`webhooks.${side}_label`)},
    ${sql.ref(`webhooks.${side}_branch`)}) > 0
  or ${sql.ref(`webhooks.${side}_main_branch`)})`

const consumer = { pacticipant: sql.ref('raised.consumerId'), version: sql.ref('raised.consumerVersionId') }
const provider = {
  pacticipant: sql.ref('raised.providerId'),
  version: sql`coalesce(required.id, ${sql.ref('raised.providerVersionId')})`,
}
const alone = { pacticipant: sql.ref('raised.pacticipantId'), version: sql.ref('raised.versionId') }

const parameter = '${pactbroker.currentlyDeployedProviderVersionNumber}'
const namesDeployed = sql<boolean>`position(${sql.lit(parameter)} in
  concat(webhooks.url, webhooks.headers, webhooks.body, webhooks.username)) > 0`

/** A webhook that may wait for an event, as far as can be told without looking further. */
interface Candidate {
  readonly event: number
  readonly webhookId: number
}

// Run by every write that means something to others: a text that is made once, and no more looked at than must be.
const KEEP_EVENTS = `
  with raised as materialized (
    select *
    from json_to_recordset($1::json) as raised (
      position integer, name text, consumer text, "consumerVersion" text, provider text, "providerVersion" text,
      pacticipant text, version text, branch text, environment text, comment text, "consumerId" bigint,
      "providerId" bigint, "pacticipantId" bigint
    )
  ), kept as (
    insert into events (
      name, consumer, consumer_version, provider, provider_version, pacticipant, version, branch, environment, comment
    )
    select raised.name, raised.consumer, raised."consumerVersion", raised.provider, raised."providerVersion",
      raised.pacticipant, raised.version, raised.branch, raised.environment, raised.comment
    from raised
    order by raised.position
  )
  select raised.position as event, webhooks.id as "webhookId"
  from raised
  join webhooks on webhooks.enabled and raised.name = any (webhooks.events)
    and (raised."pacticipantId" in (webhooks.consumer_id, webhooks.provider_id)
      or ((webhooks.consumer_id is null or webhooks.consumer_id = raised."consumerId")
        and (webhooks.provider_id is null or webhooks.provider_id = raised."providerId")))`

/** Keeps what happened, in this order, and finds the webhooks that may wait for it. */
export async function keepEvents(trx: Connection, events: readonly BrokerEvent[]): Promise<readonly Candidate[]> {
  const raised = events.map(({ ids, ...event }, position) => ({ position, ...event, ...ids, required: undefined }))
  const { rows } = await trx.executeQuery<Candidate>(CompiledQuery.raw(KEEP_EVENTS, [JSON.stringify(raised)]))
  return rows
}

/**
 * Finds the webhooks that wait for events. What concerns a pair is for webhooks whose consumer and provider are both
 * meant. What concerns a pacticipant alone is for webhooks that name it on whichever side, and for those that name
 * nobody.
 */
export async function listMatches(
  trx: Connection,
  events: readonly BrokerEvent[],
  candidates: readonly Candidate[],
): Promise<readonly Match[]> {
  const raised = candidates.map(({ event, webhookId }) => {
    const { ids, required } = events[event] ?? { ids: {} }
    return { event, webhookId, ...ids, required }
  })
  const { rows } = await sql<Match>`
    select raised.event, webhooks.id as "webhookId", webhooks.uuid as "webhookUuid", webhooks.description,
      ${namesDeployed} as "namesDeployed", required.id as "requiredId", required.branch as "requiredBranch",
      required.descriptions as "requiredDescriptions"
    from json_to_recordset(${JSON.stringify(raised)}::json) as raised (
      event integer, "webhookId" bigint, required json, "consumerId" bigint, "consumerVersionId" bigint,
      "providerId" bigint, "providerVersionId" bigint, "pacticipantId" bigint, "versionId" bigint
    )
    left join lateral json_to_recordset(raised.required) as required (id bigint, branch text, descriptions json)
      on true
    join webhooks on webhooks.id = raised."webhookId"
    where case when raised."pacticipantId" is null
      then ${isMeant('consumer', consumer)} and ${isMeant('provider', provider)}
      else not (${isNamed('consumer')} or ${isNamed('provider')})
        or (${isNamed('consumer')} and ${isMeant('consumer', alone)})
        or (${isNamed('provider')} and ${isMeant('provider', alone)})
      end
    order by raised.event, webhooks.id, required.id`.execute(trx)
  return rows
}

export interface NewDelivery {
  readonly uuid: string
  readonly webhookId: number
  readonly eventName: string
  /** What the templates are filled with, and by which URL clients reach the broker. */
  readonly context: object
  readonly consumerId: number | null
  readonly providerId: number | null
  readonly contractId: number | null
  readonly verificationId: number | null
}

/** Notes deliveries that are to be made; gives their uuids. Of webhooks that were deleted meanwhile there is none. */
export async function insertDeliveries(
  trx: Connection,
  deliveries: readonly NewDelivery[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ uuid: string }>`
    with given as materialized (
      select *
      from json_to_recordset(${JSON.stringify(deliveries)}::json) as given (
        uuid text, "webhookId" bigint, "eventName" text, context jsonb, "consumerId" bigint, "providerId" bigint,
        "contractId" bigint, "verificationId" bigint
      )
    ), held_webhooks as materialized (
      select webhooks.id, webhooks.uuid
      from webhooks
      where webhooks.id in (select given."webhookId" from given)
      order by webhooks.id
      for key share
    ), held_contracts as materialized (
      select contracts.id
      from contracts
      where contracts.id in (select given."contractId" from given)
      order by contracts.id
      for key share
    )
    insert into triggered_webhooks (
      uuid, webhook_id, webhook_uuid, event_name, event_context, consumer_id, provider_id, contract_id, verification_id,
      status
    )
    select given.uuid, held_webhooks.id, held_webhooks.uuid, given."eventName", given.context, given."consumerId",
      given."providerId", (select held_contracts.id from held_contracts where held_contracts.id = given."contractId"),
      given."verificationId", 'not_run'
    from given
    join held_webhooks on held_webhooks.id = given."webhookId"
    returning triggered_webhooks.uuid`.execute(trx)
  return rows.map(({ uuid }) => uuid)
}
