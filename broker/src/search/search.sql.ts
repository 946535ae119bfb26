import { type RawBuilder, sql } from 'kysely'
import type { Connection } from '../context.ts'
import { currentContract } from '../contracts/current-contract.sql.ts'
import type { Words } from './words.ts'

/** What is looked for, and which of what is found. */
export interface Search extends Words {
  readonly limit: number
  readonly offset: number
}

const part = ({ limit, offset }: Search) => sql`limit ${limit} offset ${offset}`

/** All words occur in the text. */
const hasAll = (text: RawBuilder<unknown>, { patterns }: Words) => sql`${text} ilike all (${patterns}::text[])`

const hasAny = (text: RawBuilder<unknown>, { patterns }: Words) => sql`${text} ilike any (${patterns}::text[])`

/** As hasAll, where one word is known to be there. */
const hasOthers = (text: RawBuilder<unknown>, search: Words) =>
  search.words.length > 1 ? hasAll(text, search) : sql`true`

/** What is called so, then what begins so, then the others. */
const bestFirst = (name: RawBuilder<unknown>, { beginning }: Words) =>
  sql`lower(${name}) <> ${beginning}, not starts_with(lower(${name}), ${beginning})`

export interface FoundPacticipant {
  readonly name: string
  readonly displayName: string
  readonly labels: readonly string[]
}

export async function findPacticipants(db: Connection, search: Search): Promise<readonly FoundPacticipant[]> {
  const { rows } = await sql<FoundPacticipant>`
    select pacticipants.name, pacticipants.display_name as "displayName", labelled.names as labels
    from pacticipants
    cross join lateral (
      select array(
        select labels.name from labels where labels.pacticipant_id = pacticipants.id order by labels.name
      ) as names
    ) as labelled
    where ${hasAll(
      sql`concat_ws(' ', pacticipants.name, pacticipants.display_name, array_to_string(labelled.names, ' '))`,
      search,
    )}
    order by ${bestFirst(sql`pacticipants.name`, search)}, lower(pacticipants.name), pacticipants.name
    ${part(search)}`.execute(db)
  return rows
}

export interface FoundEnvironment {
  readonly uuid: string
  readonly name: string
  readonly displayName: string
  readonly production: boolean
}

export async function findEnvironments(db: Connection, search: Search): Promise<readonly FoundEnvironment[]> {
  const { rows } = await sql<FoundEnvironment>`
    select environments.uuid, environments.name, environments.display_name as "displayName", environments.production
    from environments
    where ${hasAll(sql`concat_ws(' ', environments.name, environments.display_name)`, search)}
    order by ${bestFirst(sql`environments.name`, search)}, lower(environments.name), environments.name
    ${part(search)}`.execute(db)
  return rows
}

/** Of each pair the contract that says what holds now: that of the main branch, or the newest where it has none. */
const currentContracts = sql`
  integrations
  join pacticipants as consumers on consumers.id = integrations.consumer_id
  join pacticipants as providers on providers.id = integrations.provider_id
  cross join lateral (${currentContract}) as head
  join contracts on contracts.id = head.contract_id
  join versions on versions.id = contracts.consumer_version_id`

const pairColumns = sql`consumers.name as consumer, providers.name as provider, versions.number as "consumerVersion"`
const pairOrder = sql`lower(consumers.name), lower(providers.name), integrations.id`

interface FoundPair {
  readonly consumer: string
  readonly provider: string
  readonly consumerVersion: string
}

export interface FoundContract extends FoundPair {
  readonly publishedAt: Date
}

export async function findContracts(db: Connection, search: Search): Promise<readonly FoundContract[]> {
  const { rows } = await sql<FoundContract>`
    select ${pairColumns}, contracts.created_at as "publishedAt"
    from ${currentContracts}
    where ${hasAll(sql`(consumers.name || ' ' || providers.name)`, search)}
    order by ${pairOrder}
    ${part(search)}`.execute(db)
  return rows
}

export interface FoundInteraction extends FoundPair {
  readonly description: string
  readonly method: string | null
  readonly path: string | null
}

/** Looks through what the contracts say now, contract by contract: it takes no longer when the history is long. */
export async function findInteractions(db: Connection, search: Search): Promise<readonly FoundInteraction[]> {
  const own = sql`concat_ws(' ', interactions.description, interactions.method, interactions.path)`
  // `offset 0`: joined otherwise, all interactions that ever were would be read.
  const { rows } = await sql<FoundInteraction>`
    select ${pairColumns}, interactions.description, interactions.method, interactions.path
    from ${currentContracts}
    join contents on contents.id = contracts.content_id
    cross join lateral (
      select interactions.id, interactions.description, interactions.method, interactions.path
      from interactions
      where interactions.id = any (contents.interaction_ids) and ${hasAny(own, search)}
      offset 0
    ) as interactions
    where ${hasOthers(sql`concat_ws(' ', consumers.name, providers.name, ${own})`, search)}
    order by ${pairOrder}, lower(interactions.description), interactions.id
    ${part(search)}`.execute(db)
  return rows
}

export interface FoundVersion {
  readonly pacticipant: string
  readonly number: string
  readonly branch: string | null
  readonly createdAt: Date
}

// So many of an application are looked at for each word: enough to find, and it takes no longer when there are more.
const VERSIONS_EACH = 50
/** Sorts after all that can follow. */
const LAST = '\u{10FFFF}'

/** Versions whose numbers begin with one of the words: the way down an index, application by application. */
export async function findVersions(db: Connection, search: Search): Promise<readonly FoundVersion[]> {
  const { rows } = await sql<FoundVersion>`
    with found as (
      select distinct pacticipants.name as pacticipant, candidate.id, candidate.number, candidate.created_at
      from pacticipants
      cross join unnest(${search.words}::text[]) as asked (word)
      cross join lateral (
        select versions.id, versions.number, versions.created_at
        from versions
        where versions.pacticipant_id = pacticipants.id
          and lower(versions.number) operator(pg_catalog.~>=~) asked.word
          and lower(versions.number) operator(pg_catalog.~<~) (asked.word || ${LAST}::text)
        order by lower(versions.number) using operator(pg_catalog.~>~)
        limit ${VERSIONS_EACH}
      ) as candidate
      where ${hasOthers(sql`(pacticipants.name || ' ' || candidate.number)`, search)}
    )
    select found.pacticipant, found.number, found.created_at as "createdAt", (
        select branches.name
        from branch_versions
        join branches on branches.id = branch_versions.branch_id
        where branch_versions.version_id = found.id
        order by branches.id desc
        limit 1) as branch
    from found
    order by lower(found.number) <> all (${search.words}::text[]), found.id desc
    ${part(search)}`.execute(db)
  return rows
}

export interface FoundBranch {
  readonly pacticipant: string
  readonly name: string
  readonly updatedAt: Date
}

// So many of an application: those that were used last.
const BRANCHES_EACH = 100

/** Branches that were used lately by any part of their name, and all by their whole name. */
export async function findBranches(db: Connection, search: Search): Promise<readonly FoundBranch[]> {
  const { rows } = await sql<FoundBranch>`
    with found as (
      select distinct pacticipants.name as pacticipant, candidate.id, candidate.name, candidate.updated_at
      from pacticipants
      cross join lateral (
        (select branches.id, branches.name, branches.updated_at
          from branches
          where branches.pacticipant_id = pacticipants.id
          order by branches.updated_at desc, branches.id desc
          limit ${BRANCHES_EACH})
        union all
        (select branches.id, branches.name, branches.updated_at
          from branches
          where branches.pacticipant_id = pacticipants.id and branches.name = any (${search.named}::text[]))
      ) as candidate
      where ${hasAny(sql`candidate.name`, search)}
        and ${hasOthers(sql`(pacticipants.name || ' ' || candidate.name)`, search)}
    )
    select found.pacticipant, found.name, found.updated_at as "updatedAt"
    from found
    order by ${bestFirst(sql`found.name`, search)}, found.updated_at desc, found.id desc
    ${part(search)}`.execute(db)
  return rows
}
