/**
 * Gives what was made in this transaction the times at which it happened. A row that was made in a transaction is known by
 * its time, which is that of the transaction's begin.
 */
import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface VersionTimes {
  readonly versionId: number
  readonly createdAt: string
  /** When branches began, where that is known. */
  readonly branches: readonly { readonly name: string; readonly createdAt: string | null }[]
  /** By the ids of the pairs. */
  readonly contracts: readonly { readonly integrationId: number; readonly createdAt: string }[]
}

export async function dateBackVersion(trx: Connection, times: VersionTimes): Promise<void> {
  const { versionId, createdAt } = times
  await sql`
    with version as (
      update versions set created_at = ${createdAt}, updated_at = ${createdAt}
      where versions.id = ${versionId} and versions.created_at = now()
    ), tagged as (
      update tags set created_at = ${createdAt} where tags.version_id = ${versionId} and tags.created_at = now()
    )
    update branch_versions set created_at = ${createdAt}, updated_at = ${createdAt}
    where branch_versions.version_id = ${versionId} and branch_versions.created_at = now()`.execute(trx)
  await dateBackBranches(trx, times)
  if (times.contracts.length > 0) await dateBackContracts(trx, times)
}

/** A branch lives since it began, and was last used when its newest version came. */
async function dateBackBranches(trx: Connection, { versionId, createdAt, branches }: VersionTimes): Promise<void> {
  await sql`
    update branches set
      created_at = case
        when branches.created_at = now() then coalesce(given.created_at, ${createdAt}::timestamptz)
        else branches.created_at
      end,
      updated_at = case
        when branches.updated_at = now() then greatest(given.created_at, head.created_at)
        else branches.updated_at
      end
    from branch_versions
    join branches as own on own.id = branch_versions.branch_id
    left join versions as head on head.id = own.head_version_id
    left join unnest(
      ${branches.map((branch) => branch.name)}::text[], ${branches.map((branch) => branch.createdAt)}::timestamptz[]
    ) as given (name, created_at) on given.name = own.name
    where branch_versions.version_id = ${versionId} and branches.id = own.id
      and now() in (own.created_at, own.updated_at)`.execute(trx)
}

async function dateBackContracts(trx: Connection, { versionId, contracts }: VersionTimes): Promise<void> {
  await sql`
    with given as materialized (
      select contracts.id, contracts.content_id, contracts.integration_id, given.created_at
      from unnest(
        ${contracts.map(({ integrationId }) => integrationId)}::bigint[],
        ${contracts.map((contract) => contract.createdAt)}::timestamptz[]
      ) as given (integration_id, created_at)
      join contracts on contracts.consumer_version_id = ${versionId} and contracts.integration_id = given.integration_id
    ), contract as (
      update contracts set created_at = given.created_at, updated_at = given.created_at
      from given
      where contracts.id = given.id and contracts.created_at = now()
    ), content as (
      update contents set created_at = given.created_at
      from given
      where contents.id = given.content_id and contents.created_at = now()
    ), pair as (
      update integrations set created_at = given.created_at
      from given
      where integrations.id = given.integration_id and integrations.created_at = now()
    )
    update contract_heads set published_at = given.created_at
    from given
    where contract_heads.contract_id = given.id and contract_heads.published_at = now()`.execute(trx)
}

/** The head of these branches of a version is this version, whichever was put on them last here. */
export async function makeHead(
  trx: Connection,
  { versionId, branches }: { readonly versionId: number; readonly branches: readonly string[] },
): Promise<boolean> {
  if (branches.length === 0) return false
  const { numAffectedRows = 0n } = await sql`
    update branches set head_version_id = ${versionId}
    from branch_versions
    where branch_versions.version_id = ${versionId} and branches.id = branch_versions.branch_id
      and branches.name = any(${branches}::text[]) and branches.head_version_id is distinct from ${versionId}`.execute(
    trx,
  )
  return numAffectedRows > 0n
}

export async function dateBackPacticipant(trx: Connection, name: string, createdAt: string): Promise<void> {
  await sql`
    update pacticipants set created_at = ${createdAt}, updated_at = ${createdAt}
    where pacticipants.name = ${name} and pacticipants.created_at = now()`.execute(trx)
}

export async function dateBackEnvironment(trx: Connection, uuid: string, createdAt: string): Promise<void> {
  await sql`
    update environments set created_at = ${createdAt}, updated_at = ${createdAt}
    where environments.uuid = ${uuid} and environments.created_at = now()`.execute(trx)
}
