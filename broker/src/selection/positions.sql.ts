import { type RawBuilder, sql } from 'kysely'
import type { PositionsNeeded } from './positions.ts'

type Part = (needed: PositionsNeeded) => RawBuilder<unknown> | undefined

/** What every part selects of the consumer, before kind, name, production and version_id. */
const consumer = sql`consumers.integration_id, consumers.name as consumer, consumers.main_branch`

// The parts are written so that no plan can read a whole history: where a join could be turned round, the names are
// compared as a list or the newest row is asked for.

const mainBranchHeads: Part = ({ mainBranches }) =>
  mainBranches
    ? sql`
        select ${consumer}, 'branch' as kind, branches.name, false as production, branches.head_version_id as version_id
        from consumers
        join branches on branches.pacticipant_id = consumers.id and branches.name = consumers.main_branch`
    : undefined

const namedBranchHeads: Part = ({ branches }) =>
  branches.length > 0
    ? sql`
        select ${consumer}, 'branch' as kind, branches.name, false as production, branches.head_version_id as version_id
        from consumers
        join branches on branches.pacticipant_id = consumers.id and branches.name = any(${branches}::text[])`
    : undefined

const everyBranchHead: Part = ({ everyBranch }) =>
  everyBranch
    ? sql`
        select ${consumer}, 'branch' as kind, branches.name, false as production, branches.head_version_id as version_id
        from consumers
        join branches on branches.pacticipant_id = consumers.id`
    : undefined

/** The newest version of the consumer with a tag. */
const newestWithTag = (tag: RawBuilder<unknown>) => sql`
  cross join lateral (
    select tags.version_id
    from tags
    where tags.pacticipant_id = consumers.id and tags.name = ${tag}
    order by tags.version_id desc limit 1
  ) newest`

const newestTagged: Part = ({ tags }) =>
  tags.length > 0
    ? sql`
        select ${consumer}, 'tag' as kind, tag.name, false as production, newest.version_id
        from consumers
        cross join unnest(${tags}::text[]) tag (name)
        ${newestWithTag(sql`tag.name`)}`
    : undefined

const newestTaggedAsMain: Part = ({ mainTags }) =>
  mainTags
    ? sql`
        select ${consumer}, 'tag' as kind, consumers.main_branch as name, false as production, newest.version_id
        from consumers
        ${newestWithTag(sql`consumers.main_branch`)}`
    : undefined

/** One version for each content, the newest: there may be thousands with the tag. */
const allTagged: Part = ({ taggedWith }) =>
  taggedWith.length > 0
    ? sql`
        select ${consumer}, 'tagged' as kind, tags.name, false as production, max(tags.version_id) as version_id
        from consumers
        join tags on tags.pacticipant_id = consumers.id and tags.name = any(${taggedWith}::text[])
        join contracts on contracts.consumer_version_id = tags.version_id
          and contracts.integration_id = consumers.integration_id
        group by consumers.integration_id, consumers.name, consumers.main_branch, tags.name, contracts.content_id`
    : undefined

const latest: Part = (needed) =>
  needed.latest
    ? sql`
        select ${consumer}, 'latest' as kind, '' as name, false as production,
          contract_heads.consumer_version_id as version_id
        from consumers
        join contract_heads on contract_heads.integration_id = consumers.integration_id
          and contract_heads.scope = 'latest' and contract_heads.name = ''`
    : undefined

const deployed: Part = (needed) =>
  needed.deployed
    ? sql`
        select ${consumer}, 'deployed' as kind, environments.name, environments.production, deployed_versions.version_id
        from consumers
        join deployed_versions on deployed_versions.pacticipant_id = consumers.id
          and deployed_versions.undeployed_at is null
        join environments on environments.id = deployed_versions.environment_id`
    : undefined

const released: Part = (needed) =>
  needed.released
    ? sql`
        select ${consumer}, 'released' as kind, environments.name, environments.production, released_versions.version_id
        from consumers
        join released_versions on released_versions.pacticipant_id = consumers.id
          and released_versions.support_ended_at is null
        join environments on environments.id = released_versions.environment_id`
    : undefined

/** The branches with recent contracts; at the head may be another version than the newest that has a contract. */
const recentBranchHeads: Part = ({ headsSince }) =>
  headsSince
    ? sql`
        select ${consumer}, 'branch' as kind, branches.name, false as production, branches.head_version_id as version_id
        from consumers
        join contract_heads on contract_heads.integration_id = consumers.integration_id
          and contract_heads.published_at >= ${headsSince} and contract_heads.scope = 'branch'
        join branches on branches.pacticipant_id = consumers.id and branches.name = contract_heads.name`
    : undefined

const recentTagHeads: Part = ({ headsSince }) =>
  headsSince
    ? sql`
        select ${consumer}, 'tag' as kind, contract_heads.name, false as production,
          contract_heads.consumer_version_id as version_id
        from consumers
        join contract_heads on contract_heads.integration_id = consumers.integration_id
          and contract_heads.published_at >= ${headsSince} and contract_heads.scope = 'tag'
        ${newestWithTag(sql`contract_heads.name`)}
        where newest.version_id = contract_heads.consumer_version_id`
    : undefined

const parts: readonly Part[] = [
  mainBranchHeads,
  namedBranchHeads,
  everyBranchHead,
  newestTagged,
  newestTaggedAsMain,
  allTagged,
  latest,
  deployed,
  released,
  recentBranchHeads,
  recentTagHeads,
]

/**
 * Where versions of the `consumers` of a statement stand, as far as it is needed. The text depends on the kinds of what
 * is needed only: builds ask for few combinations, each of which is planned once.
 */
export function selectPositions(needed: PositionsNeeded): RawBuilder<unknown> {
  const selects = parts.map((part) => part(needed)).filter((select) => select !== undefined)
  return sql.join(
    selects.map((select) => sql`(${select})`),
    sql` union all `,
  )
}
