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
  readonly branches: readonly {
    readonly name: string
    readonly createdAt?: string | null | undefined
    readonly updatedAt?: string | null | undefined
    readonly addedAt?: string | null | undefined
  }[]
  /** Those of which it is known when they were set; the others have the time of the version. */
  readonly tags: readonly { readonly name: string; readonly createdAt: string }[]
  /** By the ids of the pairs. */
  readonly contracts: readonly {
    readonly integrationId: number
    readonly createdAt: string
    readonly updatedAt?: string | null | undefined
  }[]
}

export async function dateBackVersion(trx: Connection, times: VersionTimes): Promise<void> {
  const { versionId, createdAt, tags, branches } = times
  await sql`
    with version as (
      update versions set created_at = ${createdAt}, updated_at = ${createdAt}
      where versions.id = ${versionId} and versions.created_at = now()
    ), tagged as (
      update tags set created_at = coalesce(given.created_at, ${createdAt})
      from tags as own
      left join unnest(
        ${tags.map((tag) => tag.name)}::text[], ${tags.map((tag) => tag.createdAt)}::timestamptz[]
      ) as given (name, created_at) on given.name = own.name
      where own.version_id = ${versionId} and tags.version_id = own.version_id and tags.name = own.name
        and tags.created_at = now()
    )
    update branch_versions set
      created_at = coalesce(given.added_at, ${createdAt}), updated_at = coalesce(given.added_at, ${createdAt})
    from branches
    left join unnest(
      ${branches.map((branch) => branch.name)}::text[],
      ${branches.map((branch) => branch.addedAt ?? null)}::timestamptz[]
    ) as given (name, added_at) on given.name = branches.name
    where branch_versions.version_id = ${versionId} and branches.id = branch_versions.branch_id
      and branch_versions.created_at = now()`.execute(trx)
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
        when branches.updated_at = now() then coalesce(given.updated_at, greatest(given.created_at, head.created_at))
        else branches.updated_at
      end
    from branch_versions
    join branches as own on own.id = branch_versions.branch_id
    left join versions as head on head.id = own.head_version_id
    left join unnest(
      ${branches.map((branch) => branch.name)}::text[],
      ${branches.map((branch) => branch.createdAt ?? null)}::timestamptz[],
      ${branches.map((branch) => branch.updatedAt ?? null)}::timestamptz[]
    ) as given (name, created_at, updated_at) on given.name = own.name
    where branch_versions.version_id = ${versionId} and branches.id = own.id
      and now() in (own.created_at, own.updated_at)`.execute(trx)
}

async function dateBackContracts(trx: Connection, { versionId, contracts }: VersionTimes): Promise<void> {
  await sql`
    with given as materialized (
      select contracts.id, contracts.content_id, contracts.integration_id, given.created_at,
        coalesce(given.updated_at, given.created_at) as updated_at
      from unnest(
        ${contracts.map(({ integrationId }) => integrationId)}::bigint[],
        ${contracts.map((contract) => contract.createdAt)}::timestamptz[],
        ${contracts.map((contract) => contract.updatedAt ?? null)}::timestamptz[]
      ) as given (integration_id, created_at, updated_at)
      join contracts on contracts.consumer_version_id = ${versionId} and contracts.integration_id = given.integration_id
    ), contract as (
      update contracts set created_at = given.created_at, updated_at = given.updated_at
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

export async function dateBackTeam(trx: Connection, uuid: string, createdAt: string): Promise<void> {
  await sql`
    update teams set created_at = ${createdAt}, updated_at = ${createdAt}
    where teams.uuid = ${uuid} and teams.created_at = now()`.execute(trx)
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

interface OverrideTimes {
  readonly uuid: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly revokedAt: string | null
  readonly revokedBy: string | null
}

export async function dateBackOverride(trx: Connection, times: OverrideTimes): Promise<void> {
  await sql`
    update overrides set created_at = ${times.createdAt}, expires_at = ${times.expiresAt},
      revoked_at = ${times.revokedAt}, revoked_by = ${times.revokedBy}
    where overrides.uuid = ${times.uuid}`.execute(trx)
}
