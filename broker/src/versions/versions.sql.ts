import { type ExpressionBuilder, type Expression, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'
import type { DB } from '../tables.ts'
import { branchIdOf, pacticipantIdOf, versionIdOf } from './ids.sql.ts'

type OfVersion = ExpressionBuilder<DB, 'versions'>

const branchesOf = (expressions: OfVersion) =>
  jsonArrayFrom(
    expressions
      .selectFrom('branch_versions')
      .innerJoin('branches', 'branches.id', 'branch_versions.branch_id')
      .select((branch) => [
        'branches.name',
        branch('branches.head_version_id', '=', branch.ref('branch_versions.version_id')).as('latest'),
      ])
      .whereRef('branch_versions.version_id', '=', 'versions.id')
      .orderBy('branch_versions.id'),
  )

const tagsOf = (expressions: OfVersion) =>
  jsonArrayFrom(
    expressions
      .selectFrom('tags')
      .select('tags.name')
      .whereRef('tags.version_id', '=', 'versions.id')
      .orderBy('tags.created_at')
      .orderBy('tags.name'),
  )

const providersOf = (expressions: OfVersion) =>
  jsonArrayFrom(
    expressions
      .selectFrom('contracts')
      .innerJoin('integrations', 'integrations.id', 'contracts.integration_id')
      .innerJoin('pacticipants as providers', 'providers.id', 'integrations.provider_id')
      .select('providers.name')
      .whereRef('contracts.consumer_version_id', '=', 'versions.id')
      .orderBy(sql`lower(providers.name)`),
  )

const deploymentsOf = (expressions: OfVersion) =>
  jsonArrayFrom(
    expressions
      .selectFrom('deployed_versions')
      .innerJoin('environments', 'environments.id', 'deployed_versions.environment_id')
      .select((deployment) => [
        'deployed_versions.uuid',
        'environments.display_name as environmentDisplayName',
        'deployed_versions.application_instance as applicationInstance',
        deployment('deployed_versions.undeployed_at', 'is', null).as('isCurrent'),
      ])
      .whereRef('deployed_versions.version_id', '=', 'versions.id')
      .orderBy('deployed_versions.id'),
  )

const releasesOf = (expressions: OfVersion) =>
  jsonArrayFrom(
    expressions
      .selectFrom('released_versions')
      .innerJoin('environments', 'environments.id', 'released_versions.environment_id')
      .select((release) => [
        'released_versions.uuid',
        'environments.display_name as environmentDisplayName',
        release('released_versions.support_ended_at', 'is', null).as('isSupported'),
      ])
      .whereRef('released_versions.version_id', '=', 'versions.id')
      .orderBy('released_versions.id'),
  )

/** The versions of `ids` with what their representation shows. */
function selectVersions(db: Connection, ids: Expression<{ id: number }>) {
  return db
    .selectFrom(sql<{ id: number }>`${ids}`.as('listed'))
    .innerJoin('versions', 'versions.id', 'listed.id')
    .innerJoin('pacticipants', 'pacticipants.id', 'versions.pacticipant_id')
    .select((expressions) => [
      'versions.number',
      'versions.build_url as buildUrl',
      'versions.created_at as createdAt',
      'versions.updated_at as updatedAt',
      'pacticipants.name as pacticipantName',
      branchesOf(expressions).as('branches'),
      tagsOf(expressions).as('tags'),
      providersOf(expressions).as('providers'),
      deploymentsOf(expressions).as('deployments'),
      releasesOf(expressions).as('releases'),
    ])
    .orderBy('versions.id', 'desc')
}

export type VersionRow = Awaited<ReturnType<typeof listVersions>>[number]
export type SingleVersionRow = NonNullable<Awaited<ReturnType<typeof findVersion>>>

/** Which version of a pacticipant: by number, or the newest of all, with a tag, or on a branch. */
export type VersionLocator = { readonly pacticipant: string } & (
  | { readonly number: string }
  | { readonly tag: string }
  | { readonly branch: string }
  | { readonly latest: true }
)

function located(locator: VersionLocator): Expression<{ id: number }> {
  const pacticipantId = pacticipantIdOf(locator.pacticipant)
  if ('number' in locator) return sql<{ id: number }>`(select ${versionIdOf(locator)} as id)`
  if ('tag' in locator) {
    return sql<{ id: number }>`(
      select tags.version_id as id from tags
      where tags.pacticipant_id = ${pacticipantId} and tags.name = ${locator.tag}
      order by tags.version_id desc limit 1)`
  }
  if ('branch' in locator) {
    return sql<{ id: number }>`(
      select branches.head_version_id as id from branches
      where branches.pacticipant_id = ${pacticipantId} and branches.name = ${locator.branch})`
  }
  return sql<{ id: number }>`(
    select versions.id from versions where versions.pacticipant_id = ${pacticipantId}
    order by versions.id desc limit 1)`
}

/** One version, with the environments that it can be recorded in. */
export async function findVersion(db: Connection, locator: VersionLocator) {
  return selectVersions(db, located(locator))
    .select((expressions) =>
      jsonArrayFrom(
        expressions
          .selectFrom('environments')
          .select(['environments.uuid', 'environments.name', 'environments.display_name as displayName'])
          .orderBy(sql`lower(environments.display_name)`)
          .orderBy('environments.id'),
      ).as('environments'),
    )
    .executeTakeFirst()
}

/** Which versions of a pacticipant: all, those with a tag, on a branch, or ever in an environment. */
export type VersionScope = { readonly pacticipant: string } & (
  | { readonly tag: string }
  | { readonly branch: string }
  | { readonly environmentId: number }
  | { readonly all: true }
)

/** Their ids. */
export function inScope(scope: VersionScope): Expression<{ id: number }> {
  const pacticipantId = pacticipantIdOf(scope.pacticipant)
  if ('tag' in scope) {
    return sql<{ id: number }>`
      select tags.version_id as id from tags
      where tags.pacticipant_id = ${pacticipantId} and tags.name = ${scope.tag}`
  }
  if ('branch' in scope) {
    return sql<{ id: number }>`
      select branch_versions.version_id as id from branch_versions
      where branch_versions.branch_id = ${branchIdOf(scope)}`
  }
  if ('environmentId' in scope) {
    return sql<{ id: number }>`
      select deployed_versions.version_id as id from deployed_versions
      where deployed_versions.pacticipant_id = ${pacticipantId}
        and deployed_versions.environment_id = ${scope.environmentId}
      union
      select released_versions.version_id from released_versions
      where released_versions.pacticipant_id = ${pacticipantId}
        and released_versions.environment_id = ${scope.environmentId}`
  }
  return sql<{ id: number }>`select versions.id from versions where versions.pacticipant_id = ${pacticipantId}`
}

/** Newest first. */
export async function listVersions(db: Connection, scope: VersionScope, page: PageRequest | undefined) {
  const part = page ? sql`limit ${page.size} offset ${(page.number - 1) * page.size}` : sql``
  return selectVersions(db, sql<{ id: number }>`(${inScope(scope)} order by id desc ${part})`).execute()
}

export async function countVersions(db: Connection, scope: VersionScope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${inScope(scope)}) as listed`.execute(db)
  return rows[0]?.count ?? 0
}
