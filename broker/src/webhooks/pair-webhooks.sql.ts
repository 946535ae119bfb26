// Parts of statements about the webhooks of a pair. Consumer and provider are columns of what they are put into.

import { type RawBuilder, sql } from 'kysely'

export interface PairColumns {
  readonly consumerId: RawBuilder<unknown>
  readonly providerId: RawBuilder<unknown>
}

/** Whether any webhook is for the pair, enabled or not. */
export function hasWebhooks({ consumerId, providerId }: PairColumns): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from webhooks
    where (webhooks.consumer_id is null or webhooks.consumer_id = ${consumerId})
      and (webhooks.provider_id is null or webhooks.provider_id = ${providerId})
      and (webhooks.consumer_label is null or exists (
        select from labels where labels.pacticipant_id = ${consumerId} and labels.name = webhooks.consumer_label))
      and (webhooks.provider_label is null or exists (
        select from labels where labels.pacticipant_id = ${providerId} and labels.name = webhooks.provider_label)))`
}

// The newest of each webhook and event is looked for among that many, so that a long history costs nothing.
const RECENT = 100

/** The newest delivery of each webhook that is still there and event. */
export function latestDeliveries({ consumerId, providerId }: PairColumns): RawBuilder<unknown> {
  return sql`(
    select distinct on (recent.webhook_id, recent.event_name) recent.id, recent.status, recent.created_at
    from (
      select newest.id, newest.webhook_id, newest.event_name, newest.status, newest.created_at
      from triggered_webhooks as newest
      where newest.consumer_id = ${consumerId} and newest.provider_id = ${providerId}
      order by newest.id desc
      limit ${sql.lit(RECENT)}
    ) as recent
    where recent.webhook_id is not null
    order by recent.webhook_id, recent.event_name, recent.id desc)`
}
