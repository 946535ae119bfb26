import type { VerificationResult } from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'

export interface ContentLocator {
  readonly provider: string
  readonly consumer: string
  readonly sha: string
}

export interface VerificationRow {
  readonly id: number
  readonly contentId: number
  readonly number: number
  readonly success: boolean
  readonly buildUrl: string | null
  readonly testResults: unknown
  readonly verifiedBy: VerificationResult['verifiedBy'] | null
  readonly verifiedAt: Date
  readonly provider: string
  readonly providerVersion: string
  readonly consumer: string
  readonly sha: string
  /** The newest consumer version with this content, or the one that was asked for; null when there is none any more. */
  readonly consumerVersion: string | null
}

/** Of the newest consumer version that has or had the content `contents`. */
export const newestConsumerVersion = sql<string | null>`
  coalesce(
    (
      select versions.number
      from contracts
      join versions on versions.id = contracts.consumer_version_id
      where contracts.content_id = contents.id
      order by contracts.consumer_version_id desc limit 1
    ),
    (
      select versions.number
      from contract_revisions
      join contracts on contracts.id = contract_revisions.contract_id
      join versions on versions.id = contracts.consumer_version_id
      where contract_revisions.content_id = contents.id
      order by contracts.consumer_version_id desc limit 1
    )
  )`

/** The tags of a provider version, and whether it is the newest version with each. */
export async function listProviderTags(
  db: Connection,
  { provider, providerVersion }: Pick<VerificationRow, 'provider' | 'providerVersion'>,
): Promise<readonly { readonly name: string; readonly latest: boolean }[]> {
  const { rows } = await sql<{ name: string; latest: boolean }>`
    select tags.name, not exists (
        select from tags newer
        where newer.pacticipant_id = tags.pacticipant_id and newer.name = tags.name and newer.version_id > tags.version_id
      ) as latest
    from pacticipants
    join versions on versions.pacticipant_id = pacticipants.id and versions.number = ${providerVersion}
    join tags on tags.version_id = versions.id
    where pacticipants.name = ${provider}
    order by tags.name
  `.execute(db)
  return rows
}

/** `from` joins `consumer`, `provider`, `integrations`, `contents` and `verifications`. */
async function findVerificationFrom(
  db: Connection,
  {
    from,
    consumerVersion = newestConsumerVersion,
  }: { from: RawBuilder<unknown>; consumerVersion?: RawBuilder<unknown> },
): Promise<VerificationRow | undefined> {
  const { rows } = await sql<VerificationRow>`
    select verifications.id, verifications.content_id as "contentId", verifications.number, verifications.success,
      verifications.build_url as "buildUrl", verifications.test_results as "testResults",
      verifications.verified_by as "verifiedBy", verifications.verified_at as "verifiedAt",
      provider.name as provider, provider_versions.number as "providerVersion",
      consumer.name as consumer, contents.sha, ${consumerVersion} as "consumerVersion"
    from ${from}
    join versions provider_versions on provider_versions.id = verifications.provider_version_id
  `.execute(db)
  return rows[0]
}

const pair = ({ provider, consumer }: Pick<ContentLocator, 'provider' | 'consumer'>) => sql`
  pacticipants provider
  join integrations on integrations.provider_id = provider.id and provider.name = ${provider}
  join pacticipants consumer on consumer.id = integrations.consumer_id and consumer.name = ${consumer}`

/** The newest result for the content, from whichever provider version. */
const newestVerification = sql`
  cross join lateral (
    select * from verifications where verifications.content_id = contents.id order by verifications.number desc limit 1
  ) verifications`

export async function findVerification(
  db: Connection,
  content: ContentLocator,
  number: number,
): Promise<VerificationRow | undefined> {
  return findVerificationFrom(db, {
    from: sql`${pair(content)}
      join contents on contents.integration_id = integrations.id and contents.sha = ${content.sha}
      join verifications on verifications.content_id = contents.id and verifications.number = ${number}`,
  })
}

export async function findLatestVerification(
  db: Connection,
  content: ContentLocator,
): Promise<VerificationRow | undefined> {
  return findVerificationFrom(db, {
    from: sql`${pair(content)}
      join contents on contents.integration_id = integrations.id and contents.sha = ${content.sha}
      ${newestVerification}`,
  })
}

/** For the contract that a consumer version has now. */
export async function findLatestVerificationOfVersion(
  db: Connection,
  contract: { readonly provider: string; readonly consumer: string; readonly version: string },
): Promise<VerificationRow | undefined> {
  return findVerificationFrom(db, {
    from: sql`${pair(contract)}
      join versions on versions.pacticipant_id = consumer.id and versions.number = ${contract.version}
      join contracts on contracts.consumer_version_id = versions.id and contracts.integration_id = integrations.id
      join contents on contents.id = contracts.content_id
      ${newestVerification}`,
    consumerVersion: sql`versions.number`,
  })
}

/** For the newest contract of the pair, or the newest with a tag. */
export async function findLatestVerificationOfHead(
  db: Connection,
  head: { readonly provider: string; readonly consumer: string; readonly tag?: string },
): Promise<VerificationRow | undefined> {
  return findVerificationFrom(db, {
    from: sql`${pair(head)}
      join contract_heads on contract_heads.integration_id = integrations.id
        and contract_heads.scope = ${head.tag === undefined ? 'latest' : 'tag'} and contract_heads.name = ${head.tag ?? ''}
      join contracts on contracts.id = contract_heads.contract_id
      join versions on versions.id = contracts.consumer_version_id
      join contents on contents.id = contracts.content_id
      ${newestVerification}`,
    consumerVersion: sql`versions.number`,
  })
}

export interface VersionContract {
  readonly provider: string
  /** Undefined while nobody has verified the contract. */
  readonly verification: VerificationRow | undefined
}

/** The contracts of a consumer version, each with the newest result for its content; undefined without such a version. */
export async function listContractsOfVersion(
  db: Connection,
  { consumer, version }: { readonly consumer: string; readonly version: string },
): Promise<readonly VersionContract[] | undefined> {
  type Row = Omit<VerificationRow, 'id' | 'provider'> & { readonly id: number | null; readonly provider: string | null }
  const { rows } = await sql<Row>`
    select verifications.id, verifications.content_id as "contentId", verifications.number, verifications.success,
      verifications.build_url as "buildUrl", verifications.test_results as "testResults",
      verifications.verified_by as "verifiedBy", verifications.verified_at as "verifiedAt",
      provider.name as provider, provider_versions.number as "providerVersion",
      consumer.name as consumer, contents.sha, versions.number as "consumerVersion"
    from pacticipants consumer
    join versions on versions.pacticipant_id = consumer.id and versions.number = ${version}
    left join contracts on contracts.consumer_version_id = versions.id
    left join contents on contents.id = contracts.content_id
    left join integrations on integrations.id = contracts.integration_id
    left join pacticipants provider on provider.id = integrations.provider_id
    left join lateral (
      select * from verifications where verifications.content_id = contents.id order by verifications.number desc limit 1
    ) verifications on true
    left join versions provider_versions on provider_versions.id = verifications.provider_version_id
    where consumer.name = ${consumer}
    order by lower(provider.name), provider.name
  `.execute(db)
  if (rows.length === 0) return undefined
  return rows.flatMap(({ id, provider, ...row }) => {
    if (provider === null) return []
    return [{ provider, verification: id === null ? undefined : { ...row, id, provider } }]
  })
}
