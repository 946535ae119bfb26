import { sql } from 'kysely'
import type { Connection } from '../context.ts'

/** What a consumer version says to a provider, by the name of the content. Undefined where it has no contract with it. */
export async function findContentSha(
  db: Connection,
  of: { readonly consumer: string; readonly consumerVersion: string; readonly provider: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('contracts')
    .innerJoin('contents', 'contents.id', 'contracts.content_id')
    .innerJoin('versions', 'versions.id', 'contracts.consumer_version_id')
    .innerJoin('integrations', 'integrations.id', 'contracts.integration_id')
    .innerJoin('pacticipants as consumers', 'consumers.id', 'integrations.consumer_id')
    .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
    .select('contents.sha')
    .where('consumers.name', '=', of.consumer)
    .where('versions.number', '=', of.consumerVersion)
    .where('providers.name', '=', of.provider)
    .executeTakeFirst()
  return row?.sha
}

/** A version that is there already, held until the transaction ends. */
export async function lockVersionId(
  trx: Connection,
  of: { readonly pacticipantId: number; readonly number: string },
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('versions')
    .select('versions.id')
    .where('versions.pacticipant_id', '=', of.pacticipantId)
    .where('versions.number', '=', of.number)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row?.id
}

/** The text of what a consumer version says to a provider. */
export async function findContentText(
  db: Connection,
  of: { readonly consumer: string; readonly consumerVersion: string; readonly provider: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ content: string }>`
    select contents.content
    from contracts
    join contents on contents.id = contracts.content_id
    join versions on versions.id = contracts.consumer_version_id
    join integrations on integrations.id = contracts.integration_id
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    join pacticipants as providers on providers.id = integrations.provider_id
    where consumers.name = ${of.consumer} and versions.number = ${of.consumerVersion}
      and providers.name = ${of.provider}`.execute(db)
  return rows[0]?.content
}

interface KnownResult {
  readonly contentId: number
  readonly providerVersionId: number
  readonly success: boolean
  /** As it was given: to the second, or more exactly. */
  readonly verifiedAt: string
}

/** Brokers say when something was verified to the second; archives say it exactly. */
export async function hasResult(db: Connection, of: KnownResult): Promise<boolean> {
  const precision = /:\d\d\.\d/.test(of.verifiedAt) ? 'microseconds' : 'second'
  const { rows } = await sql<{ id: number }>`
    select verifications.id
    from verifications
    where verifications.content_id = ${of.contentId} and verifications.provider_version_id = ${of.providerVersionId}
      and verifications.success = ${of.success}
      and date_trunc(${precision}, verifications.verified_at) = date_trunc(${precision}, ${of.verifiedAt}::timestamptz)
    order by verifications.id limit 1`.execute(db)
  return rows.length > 0
}

/** A result was found when it says so; and the one that was found last counts for the provider version. */
export async function dateBackResult(
  trx: Connection,
  of: { readonly id: number; readonly verifiedAt: string } & Pick<KnownResult, 'contentId' | 'providerVersionId'>,
): Promise<void> {
  await sql`
    update verifications set created_at = ${of.verifiedAt}, verified_at = ${of.verifiedAt}
    where verifications.id = ${of.id}`.execute(trx)
  await sql`
    update latest_verifications set verification_id = newest.id, success = newest.success
    from (
      select verifications.id, verifications.success
      from verifications
      where verifications.content_id = ${of.contentId} and verifications.provider_version_id = ${of.providerVersionId}
      order by date_trunc('second', verifications.verified_at) desc, verifications.number desc
      limit 1
    ) as newest
    where latest_verifications.content_id = ${of.contentId}
      and latest_verifications.provider_version_id = ${of.providerVersionId}
      and latest_verifications.verification_id <> newest.id`.execute(trx)
}
