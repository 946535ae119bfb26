import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../src/kernel/config.ts'
import { cleanUpType } from '../../src/retention/clean-up.ts'
import { deleteContents, lockIntegration } from '../../src/retention/clean-contents.sql.ts'
import { publish, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

const DAY_MS = 86_400_000

let broker: TestBroker
let world: VerificationWorld

beforeAll(async () => {
  broker = await startTestBroker({ runsJobs: true })
  world = new VerificationWorld(broker)
})

afterAll(() => broker.stop())

/** Makes it so many days older, with what was put where. */
async function age(
  pacticipant: string,
  versions: readonly string[],
  { days, of = broker }: { readonly days: number; readonly of?: TestBroker },
): Promise<void> {
  const before = sql`now() - ${days}::integer * interval '1 day'`
  await sql`
    with aged as (
      update versions set created_at = ${before}
      from pacticipants
      where pacticipants.id = versions.pacticipant_id and pacticipants.name = ${pacticipant}
        and versions.number = any(${versions}::text[])
      returning versions.id
    )
    update branches set updated_at = ${before} where branches.head_version_id in (select aged.id from aged)
  `.execute(of.db)
}

/** A broker with its own database and these selectors. */
async function brokerThatKeeps(selectors: string): Promise<TestBroker> {
  const { config } = readConfig({ env: { TALLYSTICK_DATABASE_CLEAN_KEEP_VERSION_SELECTORS: selectors }, flags: {} })
  return startTestBroker({ runsJobs: true, config })
}

async function ran(of: TestBroker, body: object = {}) {
  const begun = await of.post('/retention/runs', body)
  expect(begun.status).toBe(202)
  const location = begun.headers.get('location') ?? ''
  expect(begun.json._links.self.href).toBe(location)
  return vi.waitUntil(
    async () => {
      const { json } = await of.get(location)
      if (json.state === 'failed') throw new Error(json.error)
      return json.state === 'done' ? json : undefined
    },
    { timeout: 20_000, interval: 50 },
  )
}

const numbers = async (pacticipant: string, of = broker): Promise<readonly string[]> =>
  (await of.get(`/pacticipants/${pacticipant}/versions`)).json._embedded.versions.map(
    ({ number }: { number: string }) => number,
  )

const previewOf = async (pacticipant: string) =>
  (await broker.get('/retention/preview?size=50')).json._embedded.pacticipants.find(
    ({ name }: { name: string }) => name === pacticipant,
  )

describe('versions', () => {
  test('that nothing keeps are deleted, with the contents that only they had', async () => {
    for (const [version, content, where] of [
      ['1', 'a', { branch: 'main' }],
      ['2', 'b', { branch: 'main' }],
      ['3', 'b', { branch: 'feature' }],
      ['4', 'c', { branch: 'main', tags: ['prod'] }],
      ['5', 'd', { branch: 'main' }],
      ['6', 'd', { branch: 'main' }],
    ] as const) {
      await world.published('Old', version, { for: 'Pole', content, ...where })
    }
    await world.verified({ consumer: 'Old', provider: 'Pole', content: 'a' }, '10', { branch: 'main' })
    await world.verified({ consumer: 'Old', provider: 'Pole', content: 'd' }, '11', { branch: 'main' })
    const environment = await world.environment('old-test')
    await world.deployed('Old', '2', { environment })
    await age('Old', ['1', '2', '3', '4', '5'], { days: 91 })
    const { counts, settings } = await ran(broker)
    expect(settings).toMatchObject({ enabled: true, deletionLimit: 500, keepBranchSelectors: [{ maxAge: 90 }] })
    expect(counts).toMatchObject({ versions: 2, contents: 1, interactions: 1, results: 1, branches: 1 })
    expect(await numbers('Old')).toEqual(['6', '4', '3', '2'])
    const shas = await sql<{ count: number }>`
      select count(*) as count from contents
      join integrations on integrations.id = contents.integration_id
      join pacticipants on pacticipants.id = integrations.consumer_id and pacticipants.name = 'Old'`.execute(broker.db)
    expect(shas.rows).toEqual([{ count: 3 }])
    expect((await broker.get(world.permalink({ consumer: 'Old', provider: 'Pole', content: 'd' }))).status).toBe(200)
  })

  test('the preview says what would go and why', async () => {
    await world.published('Prev', '1', { for: 'Pole', content: 'a', branch: 'main', tags: ['x'] })
    await world.published('Prev', '2', { for: 'Pole', content: 'a', branch: 'main', tags: ['x'] })
    await world.published('Prev', '3', { for: 'Pole', content: 'a', branch: 'main' })
    await world.placed('Prev', '0.5', { branch: 'stale' })
    await age('Prev', ['1', '2', '0.5'], { days: 200 })
    expect(await previewOf('Prev')).toMatchObject({
      versions: {
        toDelete: { count: 1, first: { number: '1' }, last: { number: '1' } },
        toKeep: { count: 3, first: { number: '2' }, last: { number: '0.5' } },
        selectors: [
          { selector: { latest: true, tag: true }, description: 'the latest with each tag', count: 1 },
          { selector: { latest: true, branch: true }, description: 'the head of each branch', count: 1 },
          { selector: { latest: true }, count: 1 },
          { selector: { deployed: true }, count: 0 },
          { selector: { released: true }, count: 0 },
          { selector: { maxAge: 90 }, description: 'at most 90 days old', count: 1 },
        ],
      },
      branches: { toDelete: 1, toKeep: 1 },
      overwrittenData: { revisions: 0, results: 0, deliveries: 0 },
    })
    const { json } = await broker.get('/retention/preview/Prev/versions?kept=false')
    expect(json._embedded.versions).toMatchObject([
      {
        number: '1',
        isKept: false,
        reasons: [
          '200 days old',
          "on branch 'main', not its head",
          "with tag 'x', not the latest",
          'neither deployed nor released',
          'no selector keeps it',
        ],
      },
    ])
    const kept = await broker.get('/retention/preview/Prev/versions?kept=true&size=1&page=2')
    expect(kept.json._embedded.versions).toMatchObject([
      { number: '3', reasons: ['the head of each branch', 'at most 90 days old'] },
    ])
    expect(kept.json.page).toEqual({ number: 2, size: 1, totalElements: 3, totalPages: 3 })
    expect(kept.json._links.next.href).toBe(`${broker.url}/retention/preview/Prev/versions?size=1&page=3&kept=true`)
    const branches = await broker.get('/retention/preview/Prev/branches?kept=false')
    expect(branches.json._embedded.branches).toMatchObject([{ name: 'stale', isKept: false }])
    expect((await broker.get('/retention/preview/Nobody/versions')).status).toBe(404)
    expect((await broker.get('/retention/preview/Nobody/branches')).status).toBe(404)
    expect((await broker.get('/retention/preview/Prev/versions?kept=perhaps')).status).toBe(400)
  })

  test('a dry run counts, and deletes nothing', async () => {
    await world.published('Dry', '1', { for: 'Pole', content: 'a', branch: 'main' })
    await world.published('Dry', '2', { for: 'Pole', content: 'a', branch: 'main' })
    await age('Dry', ['1'], { days: 91 })
    const run = await ran(broker, { dryRun: true })
    expect(run).toMatchObject({ dryRun: true, state: 'done' })
    expect(run.counts.versions).toBeGreaterThanOrEqual(1)
    expect(await numbers('Dry')).toEqual(['2', '1'])
  })

  test('of a deployment that ended long ago are deleted; one that may come back with its environment is kept', async () => {
    const [ended, lost] = [await world.environment('ended'), await world.environment('lost')]
    for (const version of ['1', '2', '3', '4']) await world.placed('Runs', version, { branch: 'main' })
    await world.deployed('Runs', '1', { environment: ended })
    await world.deployed('Runs', '3', { environment: ended })
    await world.deployed('Runs', '2', { environment: lost })
    await age('Runs', ['1', '2', '3'], { days: 91 })
    await broker.del(`/environments/${lost}`)
    const { json } = await broker.get('/retention/preview/Runs/versions')
    expect(json._embedded.versions[1]).toMatchObject({
      number: '2',
      reasons: ['ran in an environment that was deleted and can still be restored'],
    })
    await ran(broker)
    expect(await numbers('Runs')).toEqual(['4', '3', '2'])
    const [{ uuid }] = (await broker.get('/deletions')).json._embedded.deletions
    const restored = await broker.post(`/deletions/${uuid}/restore`)
    expect(restored.json).toMatchObject({ restored: { deployedVersions: 1 }, leftOut: {} })
  })
})

describe('facts', () => {
  test('heads that no selector keeps fall back to what is left', async () => {
    const other = await brokerThatKeeps('[{"tag":"keep"}]')
    const there = new VerificationWorld(other)
    for (const [version, tags] of [
      ['1', ['keep', 'dev']],
      ['2', []],
      ['3', ['dev']],
    ] as const) {
      await there.published('Head', version, { for: 'Hat', content: version, branch: 'main', tags })
    }
    expect((await ran(other)).counts).toMatchObject({ versions: 2, contents: 2 })
    expect(await numbers('Head', other)).toEqual(['1'])
    for (const path of ['latest', 'latest/dev', 'branch/main/latest']) {
      const head = await other.get(`/pacts/provider/Hat/consumer/Head/${path}`)
      expect([path, head.headers.get('x-pact-consumer-version')]).toEqual([path, '1'])
    }
    const latest = await other.get('/pacticipants/Head/branches/main/latest-version')
    expect(latest.json.number).toBe('1')
    await other.stop()
  })

  test('what a branch verified stays verified after the version that did is gone; what the last of a tag did not', async () => {
    const other = await brokerThatKeeps('[{"latest":true},{"max_age":90}]')
    const there = new VerificationWorld(other)
    await there.published('Kite', '1', { for: 'Wind', content: 'a', branch: 'main' })
    const content = { consumer: 'Kite', provider: 'Wind', content: 'a' }
    await there.verified(content, '1', { branch: 'main', tags: ['once', 'often'] })
    await there.placed('Wind', '2', { branch: 'main', tags: ['often'] })
    await age('Wind', ['1'], { days: 91, of: other })
    await ran(other)
    expect(await numbers('Wind', other)).toEqual(['2'])
    const { rows } = await sql`
      select provider_successes.scope, provider_successes.name from provider_successes order by 1, 2`.execute(other.db)
    expect(rows).toEqual([
      { scope: 'branch', name: 'main' },
      { scope: 'tag', name: 'often' },
    ])
    const selected = await other.post('/pacts/provider/Wind/for-verification', {
      providerVersionBranch: 'main',
      includePendingStatus: true,
      consumerVersionSelectors: [{ mainBranch: true }],
    })
    expect(selected.json._embedded.pacts).toMatchObject([{ verificationProperties: { pending: false } }])
    await other.stop()
  })
})

describe('overwritten data', () => {
  test('revisions, results and deliveries that newer ones replace are deleted when they are old enough', async () => {
    const config = { ...broker.context.config, allowDangerousContractModification: true }
    const before = broker.context.config
    Object.assign(broker.context, { config })
    const contract = (name: string) => ({ contracts: { Over: { ...pact(name) } }, consumer: 'Under', branch: 'main' })
    await publish(broker, '1', contract('one'))
    await publish(broker, '1', { ...contract('two'), onConflict: 'overwrite' })
    Object.assign(broker.context, { config: before })
    const results = (await broker.get('/pacts/provider/Over/consumer/Under/version/1')).json._links[
      'pb:publish-verification-results'
    ].href
    for (const success of [false, true, true]) {
      await broker.post(results, { success, providerApplicationVersion: '1' })
    }
    await sql`
      insert into triggered_webhooks (uuid, webhook_uuid, event_name, event_context, consumer_id, provider_id, status, created_at)
      select 'delivery-' || n, 'hook', 'contract_published', '{}', integrations.consumer_id, integrations.provider_id,
        case n when 2 then 'retrying' else 'success' end, now() - interval '8 days'
      from integrations
      join pacticipants on pacticipants.id = integrations.consumer_id and pacticipants.name = 'Under'
      cross join generate_series(1, 3) as n`.execute(broker.db)
    expect((await previewOf('Under')).overwrittenData).toEqual({ revisions: 0, results: 0, deliveries: 1 })
    await sql`update contract_revisions set created_at = now() - interval '8 days'`.execute(broker.db)
    await sql`update verifications set created_at = now() - interval '8 days'`.execute(broker.db)
    expect((await previewOf('Under')).overwrittenData).toMatchObject({ revisions: 1, deliveries: 1 })
    expect((await previewOf('Over')).overwrittenData).toMatchObject({ results: 2 })
    const { counts } = await ran(broker)
    expect(counts).toMatchObject({ revisions: 1, deliveries: 1, contents: 1, interactions: 1 })
    expect((await broker.get(`${new URL(results).pathname}/3`)).status).toBe(200)
    expect((await broker.get(`${new URL(results).pathname}/1`)).status).toBe(404)
    const { rows } = await sql`select uuid from triggered_webhooks where webhook_uuid = 'hook' order by 1`.execute(
      broker.db,
    )
    expect(rows).toEqual([{ uuid: 'delivery-2' }, { uuid: 'delivery-3' }])
  })
})

function pact(name: string) {
  return { consumer: { name: 'Under' }, provider: { name: 'Over' }, interactions: [request(name)] }
}

describe('GET /retention', () => {
  test('shows the settings in force and the last runs', async () => {
    await ran(broker, { dryRun: true })
    const { status, json } = await broker.get('/retention')
    expect(status).toBe(200)
    expect(json.settings).toMatchObject({ enabled: true, cronSchedule: '15 2 * * *', dryRun: false, undoPeriod: 14 })
    expect(json._embedded.runs[0]).toMatchObject({ dryRun: true, state: 'done' })
    expect(json.inWords).toEqual({
      versions: [
        'the latest with each tag',
        'the head of each branch',
        'the latest',
        'deployed',
        'released',
        'at most 90 days old',
      ],
      branches: expect.arrayContaining(['branches published to in the last 90 days']),
    })
    const runs = await broker.get('/retention/runs?size=1&page=1')
    expect(runs.json._embedded.runs).toEqual([json._embedded.runs[0]])
  })

  test('a run that nobody knows is not found', async () => {
    expect((await broker.get('/retention/runs/none')).status).toBe(404)
  })

  test('what is asked of a run is checked', async () => {
    const { status, json } = await broker.post('/retention/runs', { dryRun: 'yes' })
    expect([status, json]).toEqual([400, { errors: { dryRun: ['must be true or false'] } }])
  })
})

test('a run stops at its limit, and the next one goes on', async () => {
  const limited = await startTestBroker({ runsJobs: true, config: { databaseCleanDeletionLimit: 3 } })
  const there = new VerificationWorld(limited)
  for (let n = 1; n <= 6; n += 1) await there.placed('Many', `${n}`, { branch: 'main' })
  await sql`update versions set created_at = now() - interval '1 year'`.execute(limited.db)
  expect((await ran(limited)).counts.versions).toBe(3)
  expect(await numbers('Many', limited)).toEqual(['6', '5', '4'])
  expect((await ran(limited)).counts.versions).toBe(2)
  expect(await numbers('Many', limited)).toEqual(['6'])
  await limited.stop()
})

test('a contract that is published again at the moment when its unused content is deleted is stored', async () => {
  await world.published('Again', '1', { for: 'Wheel', content: 'a' })
  await broker.del('/pacts/provider/Wheel/consumer/Again/version/1')
  const contents = await broker.db
    .selectFrom('contents')
    .innerJoin('integrations', 'integrations.id', 'contents.integration_id')
    .innerJoin('pacticipants', 'pacticipants.id', 'integrations.consumer_id')
    .select(['contents.id', 'contents.integration_id'])
    .where('pacticipants.name', '=', 'Again')
    .execute()
  const waits = async () => {
    const { rows } = await sql`
      select from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%integrations%'`.execute(
      broker.db,
    )
    return rows.length > 0
  }
  const publication = await broker.db.transaction().execute(async (trx) => {
    expect(await lockIntegration(trx, contents[0]?.integration_id ?? 0)).toBe(true)
    await deleteContents(
      trx,
      contents.map(({ id }) => id),
    )
    const reply = world.published('Again', '2', { for: 'Wheel', content: 'a' })
    await vi.waitUntil(waits, { timeout: 10_000, interval: 10 })
    return { reply }
  })
  expect((await publication.reply).status).toBe(200)
})

test('two runs at once wait for each other', async () => {
  const runs = await Promise.all([ran(broker, { dryRun: true }), ran(broker, { dryRun: true })])
  expect(runs.map(({ state }) => state)).toEqual(['done', 'done'])
})

test('deletions that cannot be undone any more are forgotten', async () => {
  await broker.del(`/environments/${await world.environment('forgotten')}`)
  await sql`update deletions set expires_at = ${new Date(Date.now() - DAY_MS)} where name = 'forgotten'`.execute(
    broker.db,
  )
  expect((await ran(broker)).counts.deletions).toBe(1)
  const { rows } = await sql`select from deletions where name = 'forgotten'`.execute(broker.db)
  expect(rows).toEqual([])
})

describe('by the calendar', () => {
  const due = (of: TestBroker) => of.context.jobs.send(of.db, { type: cleanUpType, data: [{}] })
  const patience = { timeout: 20_000, interval: 50 }

  test('cleaning is scheduled as it is configured, and each run is recorded', async () => {
    const config = { databaseCleanCronSchedule: '7 3 * * 1', databaseCleanDryRun: true }
    const other = await startTestBroker({ runsJobs: true, config })
    const { rows } = await sql`select cron from pgboss.schedule where name = ${cleanUpType.name}`.execute(other.db)
    expect(rows).toEqual([{ cron: '7 3 * * 1' }])
    await due(other)
    const run = await vi.waitUntil(async () => {
      const [last] = (await other.get('/retention')).json._embedded.runs
      return last?.state === 'done' ? last : undefined
    }, patience)
    expect(run).toMatchObject({ dryRun: true, settings: { cronSchedule: '7 3 * * 1' } })
    await other.stop()
  })

  test('where cleaning is switched off, only deletions that cannot be undone any more are forgotten', async () => {
    const other = await startTestBroker({ runsJobs: true, config: { databaseCleanEnabled: false } })
    await other.post('/pacticipants', { name: 'Gone' })
    await other.del('/pacticipants/Gone')
    await sql`update deletions set expires_at = now()`.execute(other.db)
    await due(other)
    await vi.waitUntil(async () => {
      const { rows } = await sql`select from deletions`.execute(other.db)
      return rows.length === 0
    }, patience)
    expect((await other.get('/retention')).json).toMatchObject({
      settings: { enabled: false },
      _embedded: { runs: [] },
    })
    await other.stop()
  })
})
