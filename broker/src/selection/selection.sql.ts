import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { ProviderSuccess } from './pending.ts'
import { selectPositions } from './positions.sql.ts'
import type { Position, PositionKind, PositionsNeeded } from './positions.ts'

/** The ones of these environments that exist. */
export async function listEnvironmentNames(db: Connection, names: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select environments.name from environments where environments.name = any(${names}::text[]) order by environments.name
  `.execute(db)
  return rows.map(({ name }) => name)
}

/** Of which lines of the provider to find successes. */
export type SuccessesNeeded =
  | { readonly of: 'lines'; readonly scope: 'branch' | 'tag'; readonly names: readonly string[] }
  /** Whether there is any success at all. */
  | { readonly of: 'anything' }
  | { readonly of: 'nothing' }

export interface SelectionFacts {
  readonly positions: readonly Position[]
  /** When the branch of the build was created, and when its first version was. */
  readonly branchCreatedAt: Date | undefined
  readonly branchFirstVersionAt: Date | undefined
  /** When each of the build's tags was first used, in their order. */
  readonly tagsFirstUsedAt: readonly (Date | undefined)[]
  /** By content. */
  readonly successes: ReadonlyMap<number, readonly ProviderSuccess[]>
  /** Contents that any version has verified, if that was asked. */
  readonly verified: ReadonlySet<number>
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
  readonly publishedAt: string | null
  readonly isVerified?: boolean
  readonly successes?: readonly {
    readonly name: string
    readonly succeededAt: string
    readonly settledAt: string | null
  }[]
}

interface FactsRow {
  readonly branchCreatedAt: Date | null
  readonly branchFirstVersionAt: Date | null
  readonly tagsFirstUsedAt: readonly (Date | null)[]
  readonly positions: readonly PositionRow[]
}

function position({ contentId, sha, publishedAt, ...row }: PositionRow): Position {
  const hasContract = contentId !== null && sha !== null && publishedAt !== null
  return {
    kind: row.kind,
    consumer: { name: row.consumer, mainBranch: row.mainBranch },
    name: row.name,
    production: row.production,
    version: { id: row.versionId, number: row.versionNumber },
    contract: hasContract ? { contentId, sha, publishedAt: new Date(publishedAt) } : undefined,
  }
}

function successesOf({ successes = [] }: PositionRow): readonly ProviderSuccess[] {
  return successes.map(({ name, succeededAt, settledAt }) => ({
    name,
    succeededAt: new Date(succeededAt),
    settledAt: settledAt === null ? null : new Date(settledAt),
  }))
}

function factsOf({ positions, ...row }: FactsRow): SelectionFacts {
  const contents = positions.flatMap((row) => (row.contentId === null ? [] : [{ ...row, contentId: row.contentId }]))
  return {
    positions: positions.map(position),
    branchCreatedAt: row.branchCreatedAt ?? undefined,
    branchFirstVersionAt: row.branchFirstVersionAt ?? undefined,
    tagsFirstUsedAt: row.tagsFirstUsedAt.map((at) => at ?? undefined),
    successes: new Map(contents.map((row) => [row.contentId, successesOf(row)])),
    verified: new Set(contents.filter(({ isVerified }) => isVerified === true).map(({ contentId }) => contentId)),
  }
}

const successColumns = sql`provider_successes.name, provider_successes.succeeded_at, provider_successes.settled_at`

/**
 * The successes that decide whether `contents` is pending or work in progress for lines of the provider: their own, and
 * the earliest of all, which belongs to another line wherever one has none of its own. So three rows say as much as the
 * history.
 */
const decidingSuccesses = (scope: 'branch' | 'tag', names: readonly string[]) => sql`
  select ${successColumns}
  from provider_successes
  where provider_successes.content_id = contents.id and provider_successes.scope = ${scope}
    and provider_successes.name = any(${names}::text[])
  union all
  (
    select ${successColumns}
    from provider_successes
    where provider_successes.content_id = contents.id and provider_successes.scope = ${scope}
    order by provider_successes.succeeded_at limit 1
  )
  union all
  (
    select ${successColumns}
    from provider_successes
    where provider_successes.content_id = contents.id and provider_successes.scope = ${scope}
      and provider_successes.settled_at is not null
    order by provider_successes.settled_at limit 1
  )`

function successColumn(needed: SuccessesNeeded): RawBuilder<unknown> {
  switch (needed.of) {
    case 'lines':
      return sql`, array(
        select json_build_object(
          'name', deciding.name, 'succeededAt', deciding.succeeded_at, 'settledAt', deciding.settled_at
        )
        from (${decidingSuccesses(needed.scope, needed.names)}) deciding
      ) as successes`
    case 'anything':
      return sql`, exists (
        select from verifications where verifications.content_id = contents.id and verifications.success
      ) as "isVerified"`
    case 'nothing':
      return sql``
  }
}

/**
 * The `positions` with the contracts there, and what was verified of them. The limits change nothing but the plan: these
 * few rows are looked up one by one, and no table is read through for them.
 */
const positionFacts = (successes: SuccessesNeeded) => sql`
  select positions.consumer, positions.main_branch as "mainBranch", positions.kind, positions.name,
    positions.production, positions.version_id as "versionId", versions.number as "versionNumber",
    contents.id as "contentId", contents.sha, contents.published_at as "publishedAt" ${successColumn(successes)}
  from positions
  cross join lateral (
    select versions.number from versions where versions.id = positions.version_id limit 1
  ) versions
  left join lateral (
    select contents.id, contents.sha, contracts.updated_at as published_at
    from contracts
    join contents on contents.id = contracts.content_id
    where contracts.consumer_version_id = positions.version_id
      and contracts.integration_id = positions.integration_id
    limit 1
  ) contents on true
  order by positions.consumer, positions.version_id, positions.kind, positions.name`

interface Build {
  readonly provider: string
  readonly branch: string | undefined
  readonly tags: readonly string[]
}

/** All that is needed to answer a build of the provider, in one statement; undefined when there is no such provider. */
export async function findSelectionFacts(
  db: Connection,
  build: Build,
  needed: { readonly positions: PositionsNeeded; readonly successes: SuccessesNeeded },
): Promise<SelectionFacts | undefined> {
  const { consumers } = needed.positions
  const { rows } = await sql<FactsRow>`
    with provider as materialized (
      select pacticipants.id, branches.id as branch_id, branches.created_at as branch_created_at
      from pacticipants
      left join branches on branches.pacticipant_id = pacticipants.id and branches.name = ${build.branch ?? null}
      where pacticipants.name = ${build.provider}
    ),
    consumers as materialized (
      select integrations.id as integration_id, pacticipants.id, pacticipants.name, pacticipants.main_branch
      from provider
      join integrations on integrations.provider_id = provider.id
      join pacticipants on pacticipants.id = integrations.consumer_id
      ${consumers === undefined ? sql`` : sql`where pacticipants.name = any(${consumers}::text[])`}
    ),
    positions as (${selectPositions(needed.positions)}),
    facts as (
      ${positionFacts(needed.successes)}
    )
    select provider.branch_created_at as "branchCreatedAt",
      (
        select versions.created_at
        from versions
        where versions.id = (
          select branch_versions.version_id
          from branch_versions
          where branch_versions.branch_id = provider.branch_id
          order by branch_versions.version_id limit 1
        )
      ) as "branchFirstVersionAt",
      array(
        select (
          select tags.created_at
          from tags
          where tags.pacticipant_id = provider.id and tags.name = tag.name
          order by tags.created_at limit 1
        )
        from unnest(${build.tags}::text[]) with ordinality tag (name, position)
        order by tag.position
      ) as "tagsFirstUsedAt",
      coalesce((select json_agg(facts) from facts), '[]') as positions
    from provider
  `.execute(db)
  const [row] = rows
  return row === undefined ? undefined : factsOf(row)
}
