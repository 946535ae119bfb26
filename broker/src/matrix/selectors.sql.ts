import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Integration, ResolvedSelector, Version } from './facts.ts'
import { MOST_VERSIONS, askedColumns, askedOf, askedRow, matchingVersions, shapeOf } from './matching-versions.sql.ts'
import { type Override, canBeOverridden } from './override.ts'
import { type Statement, statement } from './statement.sql.ts'
import { type Criteria, type Question, type Selector, isAnyVersion } from './selectors.ts'

interface AskedSelector {
  readonly role: 'specified' | 'ignored'
  readonly selector: Selector
}

interface Found {
  readonly targetEnvironment: boolean
  readonly overrides: readonly Override[]
  readonly selectors: readonly {
    readonly position: number
    readonly pacticipantId: number | null
    readonly mainBranch: string | null
    readonly versions: readonly Version[] | null
  }[]
  readonly integrations: readonly Integration[]
  readonly others: readonly {
    readonly pacticipantId: number
    readonly name: string
    readonly mainBranch: string | null
    readonly versions: readonly Version[] | null
  }[]
}

/** What `$1` holds for each selector. */
function askedSelectors(asked: readonly AskedSelector[]) {
  return asked.map(({ role, selector }, position) => ({
    ...askedRow(selector),
    position,
    role,
    pacticipant: selector.pacticipant ?? null,
  }))
}

/** asked: the selectors · resolved: their versions · specified: the pacticipants that the question names. */
const resolved = (criteria: readonly Criteria[]) => sql`
  asked as materialized (
    select given.position, given.role, pacticipants.id as pacticipant_id, pacticipants.main_branch,
      ${askedOf('given', 'pacticipants.main_branch')}
    from (
      -- The limit tells the planner how few there are.
      select *
      from jsonb_to_recordset($1::jsonb) as given(position integer, role text, pacticipant text, ${askedColumns})
      limit (select jsonb_array_length($1::jsonb))
    ) as given
    left join pacticipants on pacticipants.name = given.pacticipant
  ),
  resolved as materialized (
    select asked.position, asked.role, matching.id, matching.number
    from asked
    cross join lateral (${matchingVersions('asked', criteria)}) as matching
    where asked.source <> 'any'
  ),
  specified as materialized (
    select distinct asked.pacticipant_id as id, asked.source = 'any' as is_any
    from asked
    where asked.role = 'specified' and asked.pacticipant_id is not null
  )`

/**
 * published: the integrations in which a specified version is the consumer, by its contracts · pairs: those, and the
 * integrations in which a specified pacticipant is the provider.
 */
const pairs = sql`
  published as materialized (
    select contracts.integration_id as id
    from resolved
    join contracts on contracts.consumer_version_id = resolved.id
    where resolved.role = 'specified'
    union
    select integrations.id
    from specified
    join integrations on integrations.consumer_id = specified.id
    where specified.is_any
      and exists (
        select from contract_heads
        where contract_heads.integration_id = integrations.id and contract_heads.scope = 'latest')
  ),
  pairs as materialized (
    select integrations.id, integrations.consumer_id, integrations.provider_id, consumers.name as consumer,
      providers.name as provider, exists (select 1 from published where published.id = integrations.id) as is_published
    from (
      select published.id from published
      union
      select integrations.id from specified join integrations on integrations.provider_id = specified.id
    ) as involved
    join integrations on integrations.id = involved.id
    join pacticipants as consumers on consumers.id = integrations.consumer_id
    join pacticipants as providers on providers.id = integrations.provider_id
  )`

/** others: whom the specified pacticipants are integrated with, and what the target, `$2`, asks of them. */
const partners = sql`
  others as materialized (
    select pacticipants.id as pacticipant_id, pacticipants.name, pacticipants.main_branch,
      ${askedOf('aim', 'pacticipants.main_branch')}
    from (select pairs.consumer_id as id from pairs union select pairs.provider_id from pairs) as partners
    join pacticipants on pacticipants.id = partners.id
    cross join (select * from jsonb_to_recordset($2::jsonb) as aim(${askedColumns}) limit 1) as aim
    where partners.id not in (select specified.id from specified)
  )`

const selectorsJson = sql`
  select json_agg(json_build_object('position', asked.position, 'pacticipantId', asked.pacticipant_id,
    'mainBranch', asked.main_branch, 'versions', (
      select json_agg(json_build_object('id', resolved.id, 'number', resolved.number) order by resolved.id desc)
      from resolved where resolved.position = asked.position)))
  from asked`

const integrationsJson = sql`
  select json_agg(json_build_object('id', pairs.id, 'consumerId', pairs.consumer_id, 'consumer', pairs.consumer,
    'providerId', pairs.provider_id, 'provider', pairs.provider, 'isPublished', pairs.is_published)
    order by pairs.consumer, pairs.provider)
  from pairs`

const othersJson = (target: readonly Criteria[]) => sql`
  select json_agg(json_build_object('pacticipantId', others.pacticipant_id, 'name', others.name,
    'mainBranch', others.main_branch, 'versions', (
      select json_agg(json_build_object('id', matching.id, 'number', matching.number))
      from (${matchingVersions('others', target)}) as matching)))
  from others`

/** For the only version that is specified, on its way to the environment `$3`: what counts at `$4`. */
const overridesJson = sql`
  select json_agg(json_build_object('uuid', overrides.uuid, 'versionId', overrides.version_id,
    'reason', overrides.reason, 'createdBy', overrides.created_by, 'createdAt', overrides.created_at,
    'expiresAt', overrides.expires_at) order by overrides.expires_at desc, overrides.id desc)
  from environments
  join overrides on overrides.environment_id = environments.id
    and overrides.version_id = (select min(resolved.id) from resolved where resolved.role = 'specified')
  where environments.name = $3 and overrides.revoked_at is null and overrides.expires_at > $4`

interface Asked {
  readonly criteria: readonly Criteria[]
  readonly target: readonly Criteria[]
  /** Whether exceptions may matter. */
  readonly withOverrides: boolean
}

function findSelectors({ criteria, target, withOverrides }: Asked): Statement<Found> {
  return statement<Found>(
    () => sql`
      with ${resolved(criteria)}, ${pairs}, ${partners}
      select
        exists (select 1 from environments where environments.name = $3) as "targetEnvironment",
        ${withOverrides ? sql`coalesce((${overridesJson}), '[]')` : sql`'[]'::json`} as overrides,
        coalesce((${selectorsJson}), '[]') as selectors,
        coalesce((${integrationsJson}), '[]') as integrations,
        coalesce((${othersJson(target)}), '[]') as others`,
  )
}

// What the statement looks for depends on the criteria; questions are of few shapes.
const statements = new Map<string, Statement<Found>>()

function statementFor(asked: Asked): Statement<Found> {
  const shape = `${shapeOf(asked.criteria)} > ${shapeOf(asked.target)}${asked.withOverrides ? ' !' : ''}`
  const known = statements.get(shape) ?? findSelectors(asked)
  statements.set(shape, known)
  return known
}

function versionsOf(
  found: readonly Version[] | null,
  criteria: Criteria,
): Pick<ResolvedSelector, 'versions' | 'hasMore'> {
  if (isAnyVersion(criteria)) return { versions: 'any', hasMore: false }
  const versions = found ?? []
  return { versions: versions.slice(0, MOST_VERSIONS), hasMore: versions.length > MOST_VERSIONS }
}

const nothing: Found = { targetEnvironment: false, overrides: [], selectors: [], integrations: [], others: [] }

export interface ResolvedQuestion {
  readonly specified: readonly ResolvedSelector[]
  readonly ignored: readonly ResolvedSelector[]
  /** What the target has of the pacticipants that the specified ones are integrated with. */
  readonly inferred: readonly ResolvedSelector[]
  readonly integrations: readonly Integration[]
  readonly targetEnvironment: boolean
  /** Exceptions for the specified version that count now; the one that ends last is first. */
  readonly overrides: readonly Override[]
}

type Asker = Pick<Context, 'db' | 'clock'>

/** What the database has for the names in a question. */
export async function resolveSelectors({ db, clock }: Asker, question: Question): Promise<ResolvedQuestion> {
  const { target } = question
  const asked: readonly AskedSelector[] = [
    ...question.selectors.map((selector) => ({ role: 'specified' as const, selector })),
    ...question.ignored.map((selector) => ({ role: 'ignored' as const, selector })),
  ]
  const targets = target ? [target] : []
  const criteria = asked.map(({ selector }) => selector)
  const withOverrides = canBeOverridden(question)
  const [found = nothing] = await statementFor({ criteria, target: targets, withOverrides })(db, [
    JSON.stringify(askedSelectors(asked)),
    JSON.stringify(targets.map(askedRow)),
    target?.environment ?? null,
    ...(withOverrides ? [clock()] : []),
  ])
  const rows = new Map(found.selectors.map((row) => [row.position, row]))
  const selectors = asked.map(({ role, selector }, position): ResolvedSelector => {
    const row = rows.get(position)
    return {
      role,
      criteria: selector,
      name: selector.pacticipant ?? '',
      pacticipantId: row?.pacticipantId ?? undefined,
      mainBranch: row?.mainBranch ?? undefined,
      ...versionsOf(row?.versions ?? null, selector),
    }
  })
  return {
    specified: selectors.filter(({ role }) => role === 'specified'),
    ignored: selectors.filter(({ role }) => role === 'ignored'),
    inferred: found.others.flatMap((row): readonly ResolvedSelector[] => {
      if (!target) return []
      const { name, pacticipantId } = row
      const mainBranch = row.mainBranch ?? undefined
      return [
        { role: 'inferred', criteria: target, name, pacticipantId, mainBranch, ...versionsOf(row.versions, target) },
      ]
    }),
    integrations: found.integrations,
    targetEnvironment: found.targetEnvironment,
    overrides: found.overrides,
  }
}
