// Any history, any selectors: what is left in the database is what the words of the selectors say.

import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { KeepVersions } from '../../src/kernel/settings/keep-selectors.ts'
import { cleanContents } from '../../src/retention/clean-contents.command.ts'
import { cleanVersions } from '../../src/retention/clean-versions.command.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { wrongFacts } from '../support/wrong-facts.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
})

afterAll(() => broker.stop())

const now = new Date()
const pacticipants = ['Shop', 'App'] as const
const names = fc.constantFrom('a', 'b', 'c')

const history = fc
  .array(
    fc.record({
      pacticipant: fc.constantFrom(...pacticipants),
      tags: fc.uniqueArray(names),
      branches: fc.uniqueArray(names),
      environments: fc.uniqueArray(names),
      releases: fc.uniqueArray(names),
      content: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 15 },
  )
  .map((list) => list.map((one, index) => ({ ...one, index, age: 2 * (list.length - index) })))

type Told = typeof history extends fc.Arbitrary<readonly (infer One)[]> ? One : never

const yes = fc.constant(true as const)
const selectors = fc.array(
  fc
    .record(
      {
        pacticipant: fc.constantFrom(...pacticipants),
        latest: yes,
        tag: fc.oneof(names, yes),
        branch: fc.oneof(names, yes),
        mainBranch: yes,
        environment: names,
        deployed: yes,
        released: yes,
        maxAge: fc.integer({ min: 1, max: 30 }),
      },
      { requiredKeys: [] },
    )
    .filter(({ latest, tag, branch, mainBranch }) => !(latest && tag && (branch ?? mainBranch))),
  { minLength: 1, maxLength: 3 },
)

/** One statement: the history is small, and there are many of them. */
async function tell(list: readonly Told[]): Promise<void> {
  await sql`truncate pacticipants, environments cascade`.execute(broker.db)
  await sql`
    insert into pacticipants (name, display_name, main_branch) values ('Shop', '', 'a'), ('App', '', 'a'), ('Bank', '', 'a')
  `.execute(broker.db)
  await sql`
    insert into environments (uuid, name, display_name, production)
    select name, name, name, false from unnest(array['a', 'b', 'c']) as name`.execute(broker.db)
  for (const one of list) {
    const version = `${one.index}`
    const created = new Date(now.getTime() - one.age * 86_400_000)
    await sql`
      with version as (
        insert into versions (pacticipant_id, number, created_at)
        select id, ${version}, ${created} from pacticipants where name = ${one.pacticipant}
        returning id, pacticipant_id
      ), tagged as (
        insert into tags (version_id, name, pacticipant_id)
        select version.id, name, version.pacticipant_id from version cross join unnest(${one.tags}::text[]) as name
      ), moved as (
        insert into branches (pacticipant_id, name, head_version_id)
        select version.pacticipant_id, name, version.id
        from version cross join unnest(${one.branches}::text[]) as name
        on conflict on constraint branches_name_unique do update set head_version_id = excluded.head_version_id
        returning id
      ), placed as (
        insert into branch_versions (branch_id, version_id) select moved.id, version.id from moved cross join version
      ), deployed as (
        insert into deployed_versions (uuid, pacticipant_id, version_id, environment_id, application_instance)
        select gen_random_uuid(), version.pacticipant_id, version.id, environments.id, ${version}
        from version join environments on environments.name = any(${one.environments}::text[])
      ), released as (
        insert into released_versions (uuid, pacticipant_id, version_id, environment_id)
        select gen_random_uuid(), version.pacticipant_id, version.id, environments.id
        from version join environments on environments.name = any(${one.releases}::text[])
      ), pair as (
        insert into integrations (consumer_id, provider_id)
        select version.pacticipant_id, bank.id from version join pacticipants as bank on bank.name = 'Bank'
        on conflict on constraint integrations_pair_unique do update set contract_data_updated_at = now()
        returning id
      ), asked as (
        insert into interactions (integration_id, hash, kind, description, provider_states)
        select pair.id, 'h' || n, 'http', '', '[]'
        from pair cross join unnest(array[${one.content}::integer, ${one.content + 1}::integer]) as n
        on conflict on constraint interactions_hash_unique do update set hash = excluded.hash
        returning id
      ), said as (
        insert into contents (integration_id, sha, content, interaction_ids)
        select pair.id, ${`${one.content}`}, '{}', array(select asked.id from asked) from pair
        on conflict on constraint contents_sha_unique do update set sha = excluded.sha
        returning id
      )
      insert into contracts (integration_id, consumer_version_id, content_id)
      select pair.id, version.id, said.id from pair cross join version cross join said`.execute(broker.db)
  }
  await sql`
    insert into contract_heads (integration_id, scope, name, contract_id, consumer_version_id, published_at)
    select distinct on (contracts.integration_id, scopes.scope, scopes.name)
      contracts.integration_id, scopes.scope, scopes.name, contracts.id, contracts.consumer_version_id, now()
    from contracts
    cross join lateral (
      select 'latest' as scope, '' as name
      union all
      select 'branch', branches.name
      from branch_versions join branches on branches.id = branch_versions.branch_id
      where branch_versions.version_id = contracts.consumer_version_id
      union all
      select 'tag', tags.name from tags where tags.version_id = contracts.consumer_version_id
    ) as scopes
    order by contracts.integration_id, scopes.scope, scopes.name, contracts.consumer_version_id desc`.execute(broker.db)
}

/** What the words say, without a thought for how it is found. */
function fits(one: Told, wanted: KeepVersions, all: readonly Told[]): boolean {
  const { pacticipant, latest, tag, branch, mainBranch, environment, deployed, released, maxAge } = wanted
  const later = all.filter((other) => other.pacticipant === one.pacticipant && other.index > one.index)
  const meant = (given: readonly string[], wish: string | true | undefined) =>
    given.filter((name) => wish === true || wish === undefined || name === wish)
  const tags = meant(one.tags, tag).filter(
    (name) => !latest || !later.some((other) => other.tags.includes(name as 'a')),
  )
  const branches = meant(one.branches, branch)
    .filter((name) => !mainBranch || name === 'a')
    .filter((name) => !latest || !later.some((other) => other.branches.includes(name as 'a')))
  const places = meant(one.environments, environment)
  const releases = meant(one.releases, environment)
  return (
    (pacticipant ?? one.pacticipant) === one.pacticipant &&
    one.age <= (maxAge ?? Infinity) &&
    (!tag || tags.length > 0) &&
    (!(branch || mainBranch) || branches.length > 0) &&
    (!latest || Boolean(tag ?? branch ?? mainBranch) || later.length === 0) &&
    (!deployed || places.length > 0) &&
    (!released || releases.length > 0) &&
    (!environment || places.length + releases.length > 0)
  )
}

test('what is left is what the selectors keep, and every fact is as it has to be', async () => {
  await fc.assert(
    fc.asyncProperty(history, selectors, async (list, wanted) => {
      await tell(list)
      const uuid = 'model'
      const config = { ...broker.context.config, databaseCleanKeepVersionSelectors: wanted }
      const run = { db: broker.db, config, uuid, isDryRun: false, now, signal: new AbortController().signal }
      await cleanVersions(run)
      await cleanContents(run)
      const { rows } = await sql<{ number: string }>`
        select versions.number from versions order by versions.id`.execute(broker.db)
      const rules: readonly KeepVersions[] = [...wanted, { deployed: true }, { released: true }]
      const left = list.filter((one) => rules.some((rule) => fits(one, rule, list)))
      expect(rows.map(({ number }) => number)).toEqual(left.map(({ index }) => `${index}`))
      expect(await wrongFacts(broker.db)).toEqual([])
      const contents = await sql<{ count: number }>`select count(*) as count from contents`.execute(broker.db)
      const said = new Set(left.map(({ pacticipant, content }) => `${pacticipant} ${content}`))
      expect(contents.rows).toEqual([{ count: said.size }])
      const lone = await sql`
        select interactions.id from interactions
        where not exists (select from contents where interactions.id = any(contents.interaction_ids))`.execute(
        broker.db,
      )
      expect(lone.rows).toEqual([])
    }),
    { numRuns: 60 },
  )
})
