import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Pair } from '../contracts/contracts.sql.ts'
import { statement } from '../matrix/statement.sql.ts'
import type { NewestResult } from './badge.ts'

/**
 * How far back a result may be: so many contracts, and of a tag so many versions of the provider. What was verified
 * before says nothing of today, and the badge of a pair that nobody verifies would cost more with each publication.
 */
const MOST_CONTRACTS = 1000
const MOST_TAGGED = 100

// In a sub-select the planner does not see how many: it walks the index that has the order, and stops.
const atMost = (limit: number) => sql`(select ${sql.lit(limit)})`

const idOf = (name: RawBuilder<unknown>) =>
  sql`(select pacticipants.id from pacticipants where pacticipants.name = ${name})`
const consumerId = idOf(sql`$1`)
const providerId = idOf(sql`$2`)
const integrationId = sql`(
  select integrations.id from integrations
  where integrations.consumer_id = ${consumerId} and integrations.provider_id = ${providerId})`

/** The contracts of a pair, newest first, so many of them. */
const ofPair = (limit: number) => sql`
  select contracts.consumer_version_id, contracts.content_id
  from contracts
  where contracts.integration_id = ${integrationId}
  order by contracts.consumer_version_id desc
  limit ${atMost(limit)}`

const untagged = sql`
  select recent.consumer_version_id, recent.content_id
  from (${ofPair(MOST_CONTRACTS)}) as recent
  where not exists (select from tags where tags.version_id = recent.consumer_version_id)
  order by recent.consumer_version_id desc`

/** Those with the tag `$3`, from the newest of the pair on. */
const tagged = (limit: number) => sql`
  select tagged.version_id as consumer_version_id, contract.content_id
  from (
    select tags.version_id
    from tags
    where tags.pacticipant_id = ${consumerId} and tags.name = $3 and tags.version_id <= (
      select contract_heads.consumer_version_id
      from contract_heads
      where contract_heads.integration_id = ${integrationId} and contract_heads.scope = 'tag' and contract_heads.name = $3)
    order by tags.version_id desc
    limit ${atMost(limit)}
  ) as tagged
  cross join lateral (
    select contracts.content_id
    from contracts
    where contracts.consumer_version_id = tagged.version_id and contracts.integration_id = ${integrationId}
    limit 1
  ) as contract
  order by tagged.version_id desc`

/** What anybody found last. */
const byAnybody = sql`
  select verifications.success, verifications.pending
  from verifications
  where verifications.content_id = recent.content_id
  order by verifications.number desc
  limit 1`

/** What the newest version of the provider with the tag `$4` found. */
const byTagged = sql`
  select verification.success, verification.pending
  from (
    select tags.version_id
    from tags
    where tags.pacticipant_id = ${providerId} and tags.name = $4
    order by tags.version_id desc
    limit ${atMost(MOST_TAGGED)}
  ) as tagged
  cross join lateral (
    select verifications.success, verifications.pending
    from latest_verifications
    join verifications on verifications.id = latest_verifications.verification_id
    where latest_verifications.content_id = recent.content_id
      and latest_verifications.provider_version_id = tagged.version_id
    limit 1
  ) as verification
  order by tagged.version_id desc
  limit 1`

type Row = { readonly [Key in keyof NewestResult]: NewestResult[Key] | null }

/** Both parts stop at the first row that they find, which the order of their indexes makes the newest. */
function newestResult(contracts: RawBuilder<unknown>, found: RawBuilder<unknown>) {
  return sql<Row>`
    select result.success, result.pending, result.content_id = head.content_id as "isCurrent"
    from (select recent.content_id from (${contracts}) as recent limit 1) as head
    left join lateral (
      select recent.content_id, verification.success, verification.pending
      from (${contracts}) as recent
      cross join lateral (${found}) as verification
      order by recent.consumer_version_id desc
      limit 1
    ) as result on true`
}

const statements = {
  latest: statement(() => newestResult(ofPair(MOST_CONTRACTS), byAnybody)),
  untagged: statement(() => newestResult(untagged, byAnybody)),
  tagged: statement(() => newestResult(tagged(MOST_CONTRACTS), byAnybody)),
  betweenTags: statement(() => newestResult(tagged(MOST_TAGGED), byTagged)),
}

/** Which contracts of a pair. */
export type Contracts =
  | { readonly kind: 'latest' | 'untagged' }
  | { readonly kind: 'tagged'; readonly tag: string }
  | { readonly kind: 'betweenTags'; readonly tag: string; readonly providerTag: string }

/** Null: nobody has verified them. Undefined: there are none. */
export async function findNewestResult(
  db: Connection,
  { consumer, provider }: Pair,
  contracts: Contracts,
): Promise<NewestResult | null | undefined> {
  const tags = 'tag' in contracts ? [contracts.tag] : []
  const providerTags = 'providerTag' in contracts ? [contracts.providerTag] : []
  const [row] = await statements[contracts.kind](db, [consumer, provider, ...tags, ...providerTags])
  if (!row) return undefined
  const { success, pending, isCurrent } = row
  return success === null || pending === null || isCurrent === null ? null : { success, pending, isCurrent }
}
