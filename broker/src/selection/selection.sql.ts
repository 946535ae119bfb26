import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { Position, PositionKind, PositionsNeeded } from './positions.ts'

/** The ones of these environments that exist. */
export async function listEnvironmentNames(db: Connection, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select environments.name from environments where environments.name = any(${names}::text[]) order by environments.name
  `.execute(db)
  return rows.map(({ name }) => name)
}

interface PositionRow {
  readonly consumer: string
  readonly mainBranch: string | null
  readonly kind: PositionKind
  readonly name: string
  readonly production: boolean
  readonly versionId: number
  readonly versionNumber: string
  readonly contentId: number | null
  readonly sha: string | null
  readonly publishedAt: Date | null
}

function position(row: PositionRow): Position {
  const { contentId, sha, publishedAt } = row
  return {
    kind: row.kind,
    consumer: { name: row.consumer, mainBranch: row.mainBranch },
    name: row.name,
    production: row.production,
    version: { id: row.versionId, number: row.versionNumber },
    contract: contentId === null || sha === null || publishedAt === null ? undefined : { contentId, sha, publishedAt },
  }
}

// Each of these adds rows (integration_id, kind, name, production, version_id) to the positions.

const branchHeads = (needed: PositionsNeeded) => sql`
  select consumers.integration_id, 'branch' as kind, branches.name, false as production,
    branches.head_version_id as version_id
  from consumers
  join branches on branches.pacticipant_id = consumers.id and branches.name = consumers.main_branch
  where ${needed.mainBranches}::boolean
  union all
  select consumers.integration_id, 'branch', branches.name, false, branches.head_version_id
  from consumers
  cross join unnest(${needed.branches}::text[]) branch (name)
  join branches on branches.pacticipant_id = consumers.id and branches.name = branch.name
  union all
  select consumers.integration_id, 'branch', branches.name, false, branches.head_version_id
  from consumers
  join branches on branches.pacticipant_id = consumers.id
  where ${needed.everyBranch}::boolean`

const newestWithTags = (needed: PositionsNeeded) => sql`
  select wanted.integration_id, 'tag', wanted.name, false, newest.version_id
  from (
    select consumers.integration_id, consumers.id, tag.name
    from consumers
    cross join unnest(${needed.tags}::text[]) tag (name)
    union
    select consumers.integration_id, consumers.id, consumers.main_branch
    from consumers
    where ${needed.mainTags}::boolean and consumers.main_branch is not null
  ) wanted
  cross join lateral (
    select tags.version_id
    from tags
    where tags.pacticipant_id = wanted.id and tags.name = wanted.name
    order by tags.version_id desc limit 1
  ) newest`

/** One version for each content, the newest: there may be thousands with the tag. */
const allWithTags = (needed: PositionsNeeded) => sql`
  select consumers.integration_id, 'tagged', tags.name, false, max(tags.version_id)
  from consumers
  cross join unnest(${needed.taggedWith}::text[]) tag (name)
  join tags on tags.pacticipant_id = consumers.id and tags.name = tag.name
  join contracts on contracts.consumer_version_id = tags.version_id
    and contracts.integration_id = consumers.integration_id
  group by consumers.integration_id, tags.name, contracts.content_id`

const latest = (needed: PositionsNeeded) => sql`
  select consumers.integration_id, 'latest', '', false, contract_heads.consumer_version_id
  from consumers
  join contract_heads on contract_heads.integration_id = consumers.integration_id
    and contract_heads.scope = 'latest' and contract_heads.name = ''
  where ${needed.latest}::boolean`

const inEnvironments = (needed: PositionsNeeded) => sql`
  select consumers.integration_id, 'deployed', environments.name, environments.production, deployed_versions.version_id
  from consumers
  join deployed_versions on deployed_versions.pacticipant_id = consumers.id and deployed_versions.undeployed_at is null
  join environments on environments.id = deployed_versions.environment_id
  where ${needed.deployed}::boolean
  union all
  select consumers.integration_id, 'released', environments.name, environments.production, released_versions.version_id
  from consumers
  join released_versions on released_versions.pacticipant_id = consumers.id
    and released_versions.support_ended_at is null
  join environments on environments.id = released_versions.environment_id
  where ${needed.released}::boolean`

/** The newest contract of a branch or tag is at its head unless a newer version without contract is. */
const recentHeads = (needed: PositionsNeeded) => sql`
  select consumers.integration_id, 'branch', branches.name, false, branches.head_version_id
  from consumers
  join contract_heads on contract_heads.integration_id = consumers.integration_id
    and contract_heads.published_at >= ${needed.headsSince ?? null}::timestamptz and contract_heads.scope = 'branch'
  join branches on branches.pacticipant_id = consumers.id and branches.name = contract_heads.name
    and branches.head_version_id = contract_heads.consumer_version_id
  union all
  select consumers.integration_id, 'tag', contract_heads.name, false, contract_heads.consumer_version_id
  from consumers
  join contract_heads on contract_heads.integration_id = consumers.integration_id
    and contract_heads.published_at >= ${needed.headsSince ?? null}::timestamptz and contract_heads.scope = 'tag'
  where not exists (
    select from tags
    where tags.pacticipant_id = consumers.id and tags.name = contract_heads.name
      and tags.version_id > contract_heads.consumer_version_id
  )`

const parts: readonly ((needed: PositionsNeeded) => RawBuilder<unknown>)[] = [
  branchHeads,
  newestWithTags,
  allWithTags,
  latest,
  inEnvironments,
  recentHeads,
]

/**
 * Where versions of the provider's consumers stand, as far as it is needed. One text whatever is asked, so that it is
 * planned once; the parts that are not asked for are not run. Every part steps down an index to the rows it gives: none
 * reads through a history, except for all the versions with a tag.
 */
export async function listPositions(
  db: Connection,
  provider: { readonly id: number },
  needed: PositionsNeeded,
): Promise<readonly Position[]> {
  const only = needed.consumers ?? null
  const { rows } = await sql<PositionRow>`
    with consumers as materialized (
      select integrations.id as integration_id, pacticipants.id, pacticipants.name, pacticipants.main_branch
      from integrations
      join pacticipants on pacticipants.id = integrations.consumer_id
      where integrations.provider_id = ${provider.id}
        and (${only}::text[] is null or pacticipants.name = any(${only}::text[]))
    ),
    positions as (
      ${sql.join(
        parts.map((part) => part(needed)),
        sql` union all `,
      )}
    )
    select consumers.name as consumer, consumers.main_branch as "mainBranch", positions.kind, positions.name,
      positions.production, versions.id as "versionId", versions.number as "versionNumber",
      contents.id as "contentId", contents.sha, contracts.updated_at as "publishedAt"
    from positions
    join consumers on consumers.integration_id = positions.integration_id
    join versions on versions.id = positions.version_id
    left join contracts on contracts.consumer_version_id = versions.id
      and contracts.integration_id = positions.integration_id
    left join contents on contents.id = contracts.content_id
    order by consumers.name, versions.id, positions.kind, positions.name
  `.execute(db)
  return rows.map(position)
}
