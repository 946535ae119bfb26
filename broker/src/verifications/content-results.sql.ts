import type { ContractInteraction, InteractionMismatch, VerificationResult } from '@tallystick/client/wire'
import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import type { PageRequest } from '../kernel/paging.ts'

export interface VersionOnBranch {
  readonly number: string
  readonly branch: string | null
}

export interface ContentResultRow {
  readonly id: number
  readonly number: number
  readonly success: boolean
  readonly pending: boolean
  readonly wip: boolean
  readonly buildUrl: string | null
  readonly verifiedBy: VerificationResult['verifiedBy'] | null
  readonly verifiedAt: Date
  readonly providerVersion: VersionOnBranch
}

interface Findings {
  readonly success: boolean
  readonly mismatches: readonly InteractionMismatch[]
}

export interface NewestFindings extends Findings, Pick<ContentResultRow, 'number' | 'pending' | 'providerVersion'> {
  readonly sha: string
  /** As JSON writes it. */
  readonly verifiedAt: string
}

export interface InteractionRow<Result> extends ContractInteraction {
  readonly result: Result | null
}

const versionOf = (id: RawBuilder<unknown>) => sql<VersionOnBranch>`(
  select json_build_object('number', versions.number, 'branch', (
      select branches.name
      from branch_versions
      join branches on branches.id = branch_versions.branch_id
      where branch_versions.version_id = versions.id
      order by branches.id desc
      limit 1))
  from versions
  where versions.id = ${id})`

/** `which` chooses from `verifications`. */
async function listResults(db: Connection, which: RawBuilder<unknown>): Promise<readonly ContentResultRow[]> {
  const { rows } = await sql<ContentResultRow>`
    select verifications.id, verifications.number, verifications.success, verifications.pending, verifications.wip,
      verifications.build_url as "buildUrl", verifications.verified_by as "verifiedBy",
      verifications.verified_at as "verifiedAt",
      ${versionOf(sql`verifications.provider_version_id`)} as "providerVersion"
    from verifications
    ${which}`.execute(db)
  return rows
}

/** The results for a content, newest first. */
export async function listContentResults(
  db: Connection,
  contentId: number,
  page: PageRequest,
): Promise<readonly ContentResultRow[]> {
  return listResults(
    db,
    sql`where verifications.content_id = ${contentId}
      order by verifications.number desc
      limit ${page.size} offset ${(page.number - 1) * page.size}`,
  )
}

export async function countContentResults(db: Connection, contentId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from verifications where verifications.content_id = ${contentId}`.execute(db)
  return rows[0]?.count ?? 0
}

export async function findContentResult(
  db: Connection,
  contentId: number,
  number: number,
): Promise<ContentResultRow | undefined> {
  const [row] = await listResults(
    db,
    sql`where verifications.content_id = ${contentId} and verifications.number = ${number}`,
  )
  return row
}

/** The newest that has the content. */
export async function findContentVersion(db: Connection, contentId: number): Promise<VersionOnBranch | null> {
  const { rows } = await sql<{ version: VersionOnBranch }>`
    select ${versionOf(sql`contracts.consumer_version_id`)} as version
    from contracts
    where contracts.content_id = ${contentId}
    order by contracts.consumer_version_id desc
    limit 1`.execute(db)
  return rows[0]?.version ?? null
}

const interactionColumns = sql`interactions.hash as id, interactions.kind, interactions.description,
  interactions.provider_states as "providerStates", interactions.method, interactions.path`

/** The interactions of a content, in its order, each as `said`. */
const interactionsOf = (contentId: number) => sql`
  contents
  cross join unnest(contents.interaction_ids) with ordinality as said (id, position)
  join interactions on interactions.id = said.id and contents.id = ${contentId}`

/** A success is one of every interaction of which it does not say something else. */
export async function listInteractionsOfResult(
  db: Connection,
  contentId: number,
  result: Pick<ContentResultRow, 'id' | 'success'>,
): Promise<readonly InteractionRow<Findings>[]> {
  const { rows } = await sql<InteractionRow<Findings>>`
    select ${interactionColumns},
      case when interaction_results.success is not null or ${result.success} then json_build_object(
        'success', coalesce(interaction_results.success, true),
        'mismatches', coalesce(interaction_results.mismatches, '[]'))
      end as result
    from ${interactionsOf(contentId)}
    left join interaction_results on interaction_results.interaction_id = said.id
      and interaction_results.verification_id = ${result.id}
    order by said.position`.execute(db)
  return rows
}

/** The newest success of the content as a whole: it is one of each of its interactions. */
const wholeSuccess = (contentId: number) => sql`
  select verifications.id
  from verifications
  where verifications.content_id = ${contentId} and verifications.success
  order by verifications.number desc
  limit 1`

/** What was found last for each: by whichever contract of the pair, or by a success of this one as a whole. */
export async function listNewestOfInteractions(
  db: Connection,
  contentId: number,
): Promise<readonly InteractionRow<NewestFindings>[]> {
  const { rows } = await sql<InteractionRow<NewestFindings>>`
    with whole as materialized (${wholeSuccess(contentId)}),
    newest as materialized (
      select said.position, ${interactionColumns}, told.verification_id, told.success, told.mismatches
      from ${interactionsOf(contentId)}
      left join lateral (
        select own.verification_id, own.success, own.mismatches
        from (
          (
            select interaction_results.verification_id, interaction_results.success, interaction_results.mismatches,
              0 as rank
            from interaction_results
            where interaction_results.interaction_id = said.id
            order by interaction_results.verification_id desc
            limit 1
          )
          union all
          select whole.id, true, null, 1 from whole
        ) as own
        order by own.verification_id desc, own.rank
        limit 1
      ) as told on true
    ),
    results as materialized (
      select verifications.id, verifications.number, verifications.pending, verifications.verified_at, contents.sha,
        ${versionOf(sql`verifications.provider_version_id`)} as version
      from verifications
      join contents on contents.id = verifications.content_id
      where verifications.id in (select newest.verification_id from newest)
    )
    select newest.id, newest.kind, newest.description, newest."providerStates", newest.method, newest.path,
      case when results.id is not null then json_build_object(
        'success', newest.success, 'mismatches', coalesce(newest.mismatches, '[]'), 'number', results.number,
        'pending', results.pending, 'verifiedAt', results.verified_at, 'sha', results.sha,
        'providerVersion', results.version)
      end as result
    from newest
    left join results on results.id = newest.verification_id
    order by newest.position`.execute(db)
  return rows
}
