import { sql } from 'kysely'
import type { Connection } from '../context.ts'

interface VersionAddress {
  readonly pacticipant: string
  readonly number: string
}

/** The id of a version, locked against everyone who adds to it or takes from it. Undefined when there is none. */
export async function lockVersion(
  trx: Connection,
  { pacticipant, number }: VersionAddress,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select versions.id
    from versions
    join pacticipants on pacticipants.id = versions.pacticipant_id
    where pacticipants.name = ${pacticipant} and versions.number = ${number}
    for key share of pacticipants
    for update of versions`.execute(trx)
  return rows[0]?.id
}

/** The pairs that have a contract of this consumer version: those whose heads may change. Locked, for the rebuild. */
export async function lockIntegrations(trx: Connection, versionId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select integrations.id
    from integrations
    where integrations.id in (
      select contracts.integration_id from contracts where contracts.consumer_version_id = ${versionId})
    order by integrations.id
    for no key update`.execute(trx)
  return rows.map((row) => row.id)
}

/** The contents that this provider version verified: those whose successes may change. Locked, for the rebuild. */
export async function lockVerifiedContents(trx: Connection, versionId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select contents.id
    from contents
    where contents.id in (
      select verifications.content_id from verifications
      where verifications.provider_version_id = ${versionId} and verifications.success)
    order by contents.id
    for no key update`.execute(trx)
  return rows.map((row) => row.id)
}

/** Branches of which the version is the head, locked. */
export async function lockBranchesOfHead(trx: Connection, versionId: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select branches.id from branches where branches.head_version_id = ${versionId}
    order by branches.id for no key update`.execute(trx)
  return rows.map((row) => row.id)
}

/** The head of a branch is the version that was put on it last. */
export async function resetHeads(trx: Connection, branchIds: readonly number[]): Promise<void> {
  if (branchIds.length === 0) return
  await sql`
    update branches set head_version_id = (
      select branch_versions.version_id from branch_versions
      where branch_versions.branch_id = branches.id
      order by branch_versions.id desc
      limit 1)
    where branches.id = any(${branchIds}::bigint[])`.execute(trx)
}

export async function deleteVersion(trx: Connection, versionId: number): Promise<void> {
  await trx.deleteFrom('versions').where('versions.id', '=', versionId).execute()
}
