import type {
  VerificationRequestStatus,
  verificationRequestFilters,
  verificationRequestOrders,
} from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

export interface VerificationRequestRow {
  readonly uuid: string
  readonly consumer: string
  readonly consumerVersion: string
  readonly provider: string
  readonly providerVersion: string
  readonly sha: string
  readonly description: string
  readonly requestedAt: Date
  readonly dueAt: Date
  readonly startedAt: Date | null
  readonly overdueAt: Date | null
  readonly doneAt: Date | null
  /** The number of the result for its content. */
  readonly resultNumber: number | null
  readonly success: boolean | null
}

/** What is not given does not matter. */
export interface RequestFilter {
  readonly consumer?: string | undefined
  /** Requests for what this version of the consumer has published, whoever asked for it first. */
  readonly consumerVersion?: string | undefined
  readonly provider?: string | undefined
  readonly status?: (typeof verificationRequestFilters)[number] | undefined
}

export type RequestOrder = (typeof verificationRequestOrders)[number]

const states: Readonly<Record<NonNullable<RequestFilter['status']>, RawBuilder<unknown>>> = {
  requested: sql`requests.done_at is null and requests.overdue_at is null and requests.started_at is null`,
  started: sql`requests.done_at is null and requests.overdue_at is null and requests.started_at is not null`,
  overdue: sql`requests.done_at is null and requests.overdue_at is not null`,
  done: sql`requests.done_at is not null`,
  open: sql`requests.done_at is null`,
}

const requests = sql`
  verification_requests requests
  join integrations on integrations.id = requests.integration_id
  join pacticipants consumer on consumer.id = integrations.consumer_id
  join pacticipants provider on provider.id = integrations.provider_id`

function conditionsOf({ consumer, consumerVersion, provider, status }: RequestFilter) {
  const conditions = [
    ...(consumer === undefined ? [] : [sql`consumer.name = ${consumer}`]),
    ...(provider === undefined ? [] : [sql`provider.name = ${provider}`]),
    ...(status === undefined ? [] : [states[status]]),
    ...(consumerVersion === undefined
      ? []
      : [
          sql`exists (
            select from versions published
            join contracts on contracts.consumer_version_id = published.id
              and contracts.integration_id = requests.integration_id and contracts.content_id = requests.content_id
            where published.pacticipant_id = consumer.id and published.number = ${consumerVersion}
          )`,
        ]),
  ]
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

const selected = (chosen: RawBuilder<unknown>) => sql<VerificationRequestRow>`
  select requests.uuid, consumer.name as consumer, consumer_version.number as "consumerVersion",
    provider.name as provider, provider_version.number as "providerVersion", contents.sha, requests.description,
    requests.requested_at as "requestedAt", requests.due_at as "dueAt", requests.started_at as "startedAt",
    requests.overdue_at as "overdueAt", requests.done_at as "doneAt",
    verifications.number as "resultNumber", verifications.success
  from ${requests}
  join contents on contents.id = requests.content_id
  join versions consumer_version on consumer_version.id = requests.consumer_version_id
  join versions provider_version on provider_version.id = requests.provider_version_id
  left join verifications on verifications.id = requests.verification_id
  ${chosen}`

const orders: Readonly<Record<RequestOrder, RawBuilder<unknown>>> = {
  newest: sql`requests.requested_at desc, requests.id desc`,
  attention: sql`requests.done_at desc nulls first, requests.overdue_at is null, requests.started_at is not null,
    requests.requested_at, requests.id`,
}

export async function listVerificationRequests(
  db: Connection,
  filter: RequestFilter,
  { number, size, order }: PageRequest & { readonly order: RequestOrder },
): Promise<readonly VerificationRequestRow[]> {
  const { rows } = await selected(sql`
    where ${conditionsOf(filter)}
    order by ${orders[order]}
    limit ${size} offset ${(number - 1) * size}`).execute(db)
  return rows
}

const count = (status: VerificationRequestStatus) => sql`count(*) filter (where ${states[status]})::integer`

/** How many are in each state, whichever is asked for. */
export async function countVerificationRequests(
  db: Connection,
  filter: RequestFilter,
): Promise<Readonly<Record<VerificationRequestStatus, number>>> {
  const { rows } = await sql<Record<VerificationRequestStatus, number>>`
    select ${count('requested')} as requested, ${count('started')} as started, ${count('overdue')} as overdue,
      ${count('done')} as done
    from ${requests}
    where ${conditionsOf({ ...filter, status: undefined })}`.execute(db)
  return rows[0] ?? { requested: 0, started: 0, overdue: 0, done: 0 }
}

export async function findVerificationRequest(
  db: Connection,
  uuid: string,
): Promise<VerificationRequestRow | undefined> {
  const { rows } = await selected(sql`where requests.uuid = ${uuid}`).execute(db)
  return rows[0]
}
