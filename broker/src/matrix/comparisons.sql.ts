/**
 * Contracts with the results of provider versions, newest first, and never more than asked for: what a statement reads
 * is bounded by that, however long the history is. The age of a row is the newer of its two versions (`key`).
 * Look-ups are written as laterals with a limit: that way the planner cannot turn them into a scan of a pair's history,
 * whose length it does not know.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Comparable, Comparison } from './facts.ts'
import { statement } from './statement.sql.ts'

interface Row {
  readonly pairId: number
  readonly contractId: number
  readonly consumerVersionId: number
  readonly verificationId: number | null
  readonly providerVersionId: number | null
  readonly success: boolean | null
}

function comparison({ verificationId, providerVersionId, success, ...contract }: Row): Comparison {
  const isVerified = verificationId !== null && providerVersionId !== null && success !== null
  return { ...contract, result: isVerified ? { verificationId, providerVersionId, success } : null }
}

/** The pairs of `$1`, each with a limit of its own: a long history of one hides nothing of the others. */
function forEachPair(perPair: RawBuilder<unknown>): RawBuilder<Row> {
  return sql<Row>`
    select pair."pairId", newest.contract_id as "contractId", newest.consumer_version_id as "consumerVersionId",
      newest.verification_id as "verificationId", newest.provider_version_id as "providerVersionId", newest.success
    from (
      -- The limit tells the planner how few there are.
      select *
      from jsonb_to_recordset($1::jsonb) as pair("pairId" bigint, consumers bigint[], providers bigint[],
        "withUnverified" boolean, "limit" bigint, "limitPerContract" bigint)
      limit (select jsonb_array_length($1::jsonb))
    ) as pair
    cross join lateral (${perPair}) as newest
    order by newest.contract_id desc, newest.provider_version_id desc`
}

/** The contracts of the consumer versions of `pair`. */
const contractsOfVersions = sql`
  unnest(pair.consumers) as consumer(version_id)
  cross join lateral (
    select contracts.id, contracts.content_id, contracts.consumer_version_id
    from contracts
    where contracts.consumer_version_id = consumer.version_id and contracts.integration_id = pair."pairId"
    limit 1
  ) as contract`

/** Certain versions on both sides. */
const ofVersions = sql`
  select contract.id as contract_id, contract.consumer_version_id, latest_verifications.verification_id,
    latest_verifications.provider_version_id, latest_verifications.success
  from ${contractsOfVersions}
  left join latest_verifications on latest_verifications.content_id = contract.content_id
    and latest_verifications.provider_version_id = any(pair.providers)
  limit pair."limit"`

/** Certain consumer versions, and whichever provider versions have verified their contracts. */
const ofConsumerVersions = sql`
  select contract.id as contract_id, contract.consumer_version_id, results.verification_id,
    results.provider_version_id, results.success
  from ${contractsOfVersions}
  left join lateral (
    select latest_verifications.verification_id, latest_verifications.provider_version_id,
      latest_verifications.success
    from latest_verifications
    where latest_verifications.content_id = contract.content_id
    order by latest_verifications.provider_version_id desc
    limit pair."limitPerContract"
  ) as results on true
  limit pair."limit"`

/**
 * All contracts of a pair. A row is as old as the newer of its versions, so the newest rows are among: the newest
 * contracts with results of older provider versions (or none), and the newest results with older contracts. Each is a
 * walk down an index that stops when it has enough.
 */
function ofAnyConsumerVersion(isProviderListed: boolean): RawBuilder<unknown> {
  const isAskedFor = isProviderListed ? sql`latest_verifications.provider_version_id = any(pair.providers)` : sql`true`
  const isVerified = (contract: string) => sql`(
    select true from latest_verifications
    where latest_verifications.content_id = ${sql.ref(`${contract}.content_id`)} and ${isAskedFor}
    limit 1)`
  return sql`
    (select recent.id as contract_id, recent.consumer_version_id, results.verification_id,
        results.provider_version_id, results.success, recent.consumer_version_id as key
      from (
        select contracts.id, contracts.content_id, contracts.consumer_version_id
        from contracts
        where contracts.integration_id = pair."pairId" and (pair."withUnverified" or ${isVerified('contracts')})
        order by contracts.consumer_version_id desc
        limit pair."limit"
      ) as recent
      left join lateral (
        select latest_verifications.verification_id, latest_verifications.provider_version_id,
          latest_verifications.success
        from latest_verifications
        where latest_verifications.content_id = recent.content_id
          and latest_verifications.provider_version_id <= recent.consumer_version_id and ${isAskedFor}
        order by latest_verifications.provider_version_id desc
        limit pair."limit"
      ) as results on true
      where results.verification_id is not null or (pair."withUnverified" and ${isVerified('recent')} is null)
      order by recent.consumer_version_id desc
      limit pair."limit")
    union all
    (select older.id, older.consumer_version_id, recent.verification_id, recent.provider_version_id, recent.success,
        recent.provider_version_id
      from (
        select latest_verifications.content_id, latest_verifications.provider_version_id,
          latest_verifications.verification_id, latest_verifications.success
        from latest_verifications
        where latest_verifications.integration_id = pair."pairId" and ${isAskedFor}
          and (select true from contracts where contracts.content_id = latest_verifications.content_id limit 1)
        order by latest_verifications.provider_version_id desc
        limit pair."limit"
      ) as recent
      cross join lateral (
        select contracts.id, contracts.consumer_version_id
        from contracts
        where contracts.content_id = recent.content_id
          and contracts.consumer_version_id < recent.provider_version_id
        order by contracts.consumer_version_id desc
        limit pair."limit"
      ) as older
      order by recent.provider_version_id desc
      limit pair."limit")
    order by key desc, contract_id desc
    limit pair."limit"`
}

const statements = {
  versions: statement(() => forEachPair(ofVersions)),
  anyProvider: statement(() => forEachPair(ofConsumerVersions)),
  anyConsumer: statement(() => forEachPair(ofAnyConsumerVersion(true))),
  any: statement(() => forEachPair(ofAnyConsumerVersion(false))),
}

function kindOf({ consumers, providers }: Comparable): keyof typeof statements {
  if (consumers === null) return providers === null ? 'any' : 'anyConsumer'
  return providers === null ? 'anyProvider' : 'versions'
}

/** How much of the history may come back. */
export interface Extent {
  /** Rows of a pair. */
  readonly limit: number
  /** Of each contract only the result of the newest provider version is of interest. */
  readonly latestOnly: boolean
}

/** Everything there is to compare, up to one row more than the limit for each pair. */
export async function listComparisons(
  db: Connection,
  comparables: readonly Comparable[],
  extent: Extent,
): Promise<readonly Comparison[]> {
  const limit = extent.limit + 1
  const limits = { limit, limitPerContract: extent.latestOnly ? 1 : limit }
  const results: Comparison[] = []
  for (const [kind, pairs] of Map.groupBy(comparables, kindOf)) {
    const asked = JSON.stringify(pairs.map((pair) => ({ ...pair, ...limits })))
    // A question is about one kind of pairs, seldom two.
    // oxlint-disable-next-line no-await-in-loop
    const rows = await statements[kind](db, [asked])
    results.push(...rows.map(comparison))
  }
  return results
}
