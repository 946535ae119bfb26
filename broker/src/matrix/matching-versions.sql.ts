import { type RawBuilder, sql } from 'kysely'
import { type Criteria, isAnyVersion } from './selectors.ts'

/** A selector that matches more versions than this is compared by its newest ones only. */
export const MOST_VERSIONS = 500

type Source = 'any' | 'version' | 'environment' | 'head' | 'branch' | 'tag' | 'latest'

/** Where to look for the versions first: the criterion that finds the fewest. */
function sourceOf(criteria: Criteria): Source {
  if (isAnyVersion(criteria)) return 'any'
  if (criteria.version !== undefined) return 'version'
  if (criteria.environment !== undefined) return 'environment'
  if (criteria.branch !== undefined || criteria.mainBranch) return criteria.latest ? 'head' : 'branch'
  return criteria.tag === undefined ? 'latest' : 'tag'
}

function countCriteria({ version, environment, tag, branch, mainBranch }: Criteria): number {
  return [version, environment, tag, branch ?? (mainBranch ? 'main' : undefined)].filter((one) => one !== undefined)
    .length
}

/** Criteria as a row of `askedColumns`, to be sent as JSON. */
export function askedRow(criteria: Criteria) {
  const { version, latest, branch, tag, environment, mainBranch } = criteria
  // The head of a branch is that, whatever else is asked of it; then there is nothing to choose the latest of.
  const wanted = latest && branch === undefined && !mainBranch ? 1 : MOST_VERSIONS + 1
  return {
    source: sourceOf(criteria),
    version: version ?? null,
    branch: branch ?? null,
    tag: tag ?? null,
    environment: environment ?? null,
    main_branch: mainBranch,
    head: latest,
    wanted,
    // With further criteria any of the versions of the source may be the one.
    scanned: countCriteria(criteria) > 1 ? null : wanted,
  }
}

export const askedColumns = sql`source text, version text, branch text, tag text, environment text,
  main_branch boolean, head boolean, wanted integer, scanned integer`

/** Those columns of `row`, with the name of the main branch where that is asked for. */
export function askedOf(row: string, mainBranch: string): RawBuilder<unknown> {
  const asked = (column: string) => sql.ref(`${row}.${column}`)
  return sql`${asked('source')}, ${asked('version')}, ${asked('tag')}, ${asked('environment')}, ${asked('head')},
    ${asked('wanted')}, ${asked('scanned')}, ${asked('branch')} is not null or ${asked('main_branch')} as on_branch,
    coalesce(${asked('branch')}, case when ${asked('main_branch')} then ${sql.ref(mainBranch)} end) as branch`
}

type Ask = (column: string) => RawBuilder<unknown>

function versionsInEnvironment(ask: Ask): RawBuilder<unknown> {
  return sql`
    select deployed_versions.version_id as id
    from environments
    join deployed_versions on deployed_versions.environment_id = environments.id
    where environments.name = ${ask('environment')}
      and deployed_versions.pacticipant_id = ${ask('pacticipant_id')} and deployed_versions.undeployed_at is null
    union all
    select released_versions.version_id
    from environments
    join released_versions on released_versions.environment_id = environments.id
    where environments.name = ${ask('environment')}
      and released_versions.pacticipant_id = ${ask('pacticipant_id')} and released_versions.support_ended_at is null`
}

/** By source: the statement that finds the ids. */
const sources: Readonly<Record<Exclude<Source, 'any'>, (ask: Ask) => RawBuilder<unknown>>> = {
  version: (ask) => sql`
    select versions.id from versions
    where ${ask('source')} = 'version'
      and versions.pacticipant_id = ${ask('pacticipant_id')} and versions.number = ${ask('version')}`,
  environment: (ask) => sql`
    select present.id from (${versionsInEnvironment(ask)}) as present
    where ${ask('source')} = 'environment'`,
  head: (ask) => sql`
    select branches.head_version_id from branches
    where ${ask('source')} = 'head'
      and branches.pacticipant_id = ${ask('pacticipant_id')} and branches.name = ${ask('branch')}`,
  branch: (ask) => sql`
    (select branch_versions.version_id
      from branches
      join branch_versions on branch_versions.branch_id = branches.id
      where ${ask('source')} = 'branch'
        and branches.pacticipant_id = ${ask('pacticipant_id')} and branches.name = ${ask('branch')}
      order by branch_versions.version_id desc limit ${ask('scanned')})`,
  tag: (ask) => sql`
    (select tags.version_id from tags
      where ${ask('source')} = 'tag'
        and tags.pacticipant_id = ${ask('pacticipant_id')} and tags.name = ${ask('tag')}
      order by tags.version_id desc limit ${ask('scanned')})`,
  latest: (ask) => sql`
    (select versions.id from versions
      where ${ask('source')} = 'latest' and versions.pacticipant_id = ${ask('pacticipant_id')}
      order by versions.id desc limit 1)`,
}

/** The criteria that the source has not seen to. */
function meetsTheRest(ask: Ask): RawBuilder<unknown> {
  return sql`
    (${ask('source')} <> 'version' or ${ask('environment')} is null
      or versions.id in (${versionsInEnvironment(ask)}))
    and (${ask('source')} not in ('version', 'environment') or not ${ask('on_branch')} or exists (
      select 1 from branches
      where branches.pacticipant_id = ${ask('pacticipant_id')} and branches.name = ${ask('branch')}
        and case when ${ask('head')} then branches.head_version_id = versions.id
          else exists (
            select 1 from branch_versions
            where branch_versions.branch_id = branches.id and branch_versions.version_id = versions.id) end))
    and (${ask('source')} = 'tag' or ${ask('tag')} is null or exists (
      select 1 from tags where tags.version_id = versions.id and tags.name = ${ask('tag')}))`
}

const hasFurtherCriteria = (all: readonly Criteria[]) => all.some((criteria) => countCriteria(criteria) > 1)

/** Criteria of the same shape are looked for by the same statement. */
export function shapeOf(all: readonly Criteria[]): string {
  return [...new Set(all.map(sourceOf))].toSorted().join() + (hasFurtherCriteria(all) ? '+' : '')
}

/**
 * The versions that a row of `askedOf` (with a pacticipant_id) matches, newest first. `all` are the criteria that the
 * rows come from: what none of them asks for is left out, since a small plan starts sooner.
 */
export function matchingVersions(row: string, all: readonly Criteria[]): RawBuilder<unknown> {
  const ask: Ask = (column) => sql.ref(`${row}.${column}`)
  const asked = new Set(all.map(sourceOf))
  const found = Object.entries(sources).flatMap(([source, statement]) =>
    [...asked].some((one) => one === source) ? [statement(ask)] : [],
  )
  const rest = hasFurtherCriteria(all) ? meetsTheRest(ask) : sql`true`
  return sql`
    select distinct versions.id, versions.number
    from (${found.length === 0 ? sql`select null::bigint as id where false` : sql.join(found, sql` union all `)}) as found(id)
    join versions on versions.id = found.id
    where ${rest}
    order by versions.id desc
    limit ${ask('wanted')}`
}
