import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { type TestBroker, startTestBroker } from '../../test/support/server.ts'
import type { Database } from '../context.ts'
import {
  keepProviderSuccesses,
  promoteContractHeads,
  rebuildContractHeads,
  rebuildProviderSuccesses,
} from './facts.sql.ts'

let broker: TestBroker
let db: Database

beforeAll(async () => {
  broker = await startTestBroker()
  db = broker.db
})

afterAll(() => broker.stop())

async function insert(table: string, values: Readonly<Record<string, unknown>>): Promise<number> {
  const columns = sql.join(Object.keys(values).map((column) => sql.ref(column)))
  const { rows } = await sql<{ id: number }>`
    insert into ${sql.table(table)} (${columns}) values (${sql.join(Object.values(values))}) returning id`.execute(db)
  return rows[0]?.id ?? 0
}

let worlds = 0

/** A pair with one content, and versions 1 to 3 of both, on a branch each; 1 and 3 are on main. */
async function newPair() {
  worlds += 1
  const pacticipant = async (role: string) => {
    const id = await insert('pacticipants', { name: `${role} ${worlds}`, display_name: role })
    const main = await insert('branches', { pacticipant_id: id, name: 'main' })
    const feature = await insert('branches', { pacticipant_id: id, name: 'feature' })
    const versions: number[] = []
    for (const [number, branch] of [
      ['1', main],
      ['2', feature],
      ['3', main],
    ] as const) {
      const version = await insert('versions', { pacticipant_id: id, number })
      await insert('branch_versions', { branch_id: branch, version_id: version })
      versions.push(version)
    }
    return { id, path: `/pacticipants/${role}%20${worlds}`, versions: versions as [number, number, number] }
  }
  const [consumer, provider] = [await pacticipant('consumer'), await pacticipant('provider')]
  const integrationId = await insert('integrations', { consumer_id: consumer.id, provider_id: provider.id })
  const contentId = await insert('contents', {
    integration_id: integrationId,
    sha: 'a',
    content: '{}',
    interaction_ids: [],
  })
  return { consumer, provider, integrationId, contentId }
}

type Pair = Awaited<ReturnType<typeof newPair>>

async function publish(pair: Pair, index: 0 | 1 | 2): Promise<void> {
  const versionId = pair.consumer.versions[index]
  const values = { integration_id: pair.integrationId, consumer_version_id: versionId, content_id: pair.contentId }
  await insert('contracts', values)
  await promoteContractHeads(db, { versionId })
}

async function tag(pacticipantId: number, versionId: number, name: string): Promise<void> {
  await db.insertInto('tags').values({ version_id: versionId, name, pacticipant_id: pacticipantId }).execute()
}

async function heads(pair: Pair): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .selectFrom('contract_heads')
    .select(['scope', 'name', 'consumer_version_id as versionId'])
    .where('integration_id', '=', pair.integrationId)
    .execute()
  return Object.fromEntries(
    rows.map((row) => [`${row.scope} ${row.name}`.trim(), pair.consumer.versions.indexOf(row.versionId) + 1]),
  )
}

let numbers = 0

async function verify(pair: Pair, index: 0 | 1 | 2, result: { success: boolean; wip?: boolean; at: string }) {
  const versionId = pair.provider.versions[index]
  numbers += 1
  await insert('verifications', {
    content_id: pair.contentId,
    number: numbers,
    provider_version_id: versionId,
    success: result.success,
    wip: result.wip ?? false,
    created_at: result.at,
  })
  await keepProviderSuccesses(db, { versionId, contentId: pair.contentId })
}

const day = (time: Date | null) => time?.toISOString().slice(0, 10)

async function successes(pair: Pair): Promise<Readonly<Record<string, readonly (string | undefined)[]>>> {
  const rows = await db.selectFrom('provider_successes').selectAll().where('content_id', '=', pair.contentId).execute()
  return Object.fromEntries(
    rows.map((row) => [`${row.scope} ${row.name}`, [day(row.succeeded_at), day(row.settled_at)]]),
  )
}

async function publishedAndVerified() {
  const pair = await newPair()
  for (const { id, versions } of [pair.consumer, pair.provider]) {
    await tag(id, versions[0], 'dev')
    await tag(id, versions[2], 'dev')
  }
  for (const index of [0, 1, 2] as const) {
    await publish(pair, index)
    await verify(pair, index, { success: true, at: `2026-01-0${index + 1}Z` })
  }
  return pair
}

describe('contract heads', () => {
  test('name the newest contract of the pair, of each branch and each tag', async () => {
    const pair = await newPair()
    await tag(pair.consumer.id, pair.consumer.versions[1], 'test')
    await publish(pair, 0)
    await publish(pair, 1)
    expect(await heads(pair)).toEqual({ latest: 2, 'branch main': 1, 'branch feature': 2, 'tag test': 2 })
    await publish(pair, 2)
    expect(await heads(pair)).toEqual({ latest: 3, 'branch main': 3, 'branch feature': 2, 'tag test': 2 })
  })

  test('stay when an older version is published later', async () => {
    const pair = await newPair()
    await publish(pair, 2)
    await publish(pair, 0)
    expect(await heads(pair)).toEqual({ latest: 3, 'branch main': 3 })
  })

  test('follow the content of the same version', async () => {
    const pair = await newPair()
    await publish(pair, 0)
    await sql`update contracts set updated_at = now() + interval '1 hour'
      where integration_id = ${pair.integrationId}`.execute(db)
    await promoteContractHeads(db, { versionId: pair.consumer.versions[0] })
    const { rows } = await sql<{ isLater: boolean }>`select published_at > now() as "isLater" from contract_heads
      where integration_id = ${pair.integrationId}`.execute(db)
    expect(rows).toEqual([{ isLater: true }, { isLater: true }])
  })

  test('fall back to what is left when they are rebuilt', async () => {
    const pair = await newPair()
    await tag(pair.consumer.id, pair.consumer.versions[0], 'test')
    await tag(pair.consumer.id, pair.consumer.versions[2], 'test')
    for (const index of [0, 1, 2] as const) await publish(pair, index)
    expect(await heads(pair)).toEqual({ latest: 3, 'branch main': 3, 'branch feature': 2, 'tag test': 3 })
    await db.deleteFrom('versions').where('id', '=', pair.consumer.versions[2]).execute()
    await rebuildContractHeads(db, { integrationIds: [pair.integrationId] })
    expect(await heads(pair)).toEqual({ latest: 2, 'branch main': 1, 'branch feature': 2, 'tag test': 1 })
  })
})

describe('provider successes', () => {
  test('hold the first success, and the first that was not work in progress', async () => {
    const pair = await newPair()
    await tag(pair.provider.id, pair.provider.versions[0], 'dev')
    await verify(pair, 2, { success: false, at: '2026-01-01Z' })
    expect(await successes(pair)).toEqual({})
    await verify(pair, 2, { success: true, wip: true, at: '2026-01-02Z' })
    expect(await successes(pair)).toEqual({ 'branch main': ['2026-01-02', undefined] })
    await verify(pair, 0, { success: true, at: '2026-01-03Z' })
    expect(await successes(pair)).toEqual({
      'branch main': ['2026-01-02', '2026-01-03'],
      'tag dev': ['2026-01-03', '2026-01-03'],
    })
    await verify(pair, 2, { success: true, at: '2026-01-04Z' })
    expect(await successes(pair)).toMatchObject({ 'branch main': ['2026-01-02', '2026-01-03'] })
  })

  test('count for a branch or tag that the version gets afterwards', async () => {
    const pair = await newPair()
    await verify(pair, 1, { success: true, at: '2026-01-01Z' })
    await tag(pair.provider.id, pair.provider.versions[1], 'dev')
    await keepProviderSuccesses(db, { versionId: pair.provider.versions[1] })
    expect(await successes(pair)).toEqual({
      'branch feature': ['2026-01-01', '2026-01-01'],
      'tag dev': ['2026-01-01', '2026-01-01'],
    })
  })

  test('are counted again when they are rebuilt', async () => {
    const pair = await newPair()
    await verify(pair, 0, { success: true, at: '2026-01-01Z' })
    await verify(pair, 1, { success: true, at: '2026-01-02Z' })
    await verify(pair, 2, { success: true, wip: true, at: '2026-01-03Z' })
    await db.deleteFrom('versions').where('id', '=', pair.provider.versions[0]).execute()
    await rebuildProviderSuccesses(db, { contentIds: [pair.contentId] })
    expect(await successes(pair)).toEqual({
      'branch main': ['2026-01-03', undefined],
      'branch feature': ['2026-01-02', '2026-01-02'],
    })
  })
})

describe('facts after something was taken away', () => {
  test('forget a tag', async () => {
    const pair = await publishedAndVerified()
    await broker.del(`${pair.consumer.path}/versions/3/tags/dev`)
    expect(await heads(pair)).toEqual({ latest: 3, 'branch main': 3, 'branch feature': 2, 'tag dev': 1 })
    await broker.del(`${pair.provider.path}/versions/1/tags/dev`)
    expect(await successes(pair)).toMatchObject({ 'branch main': ['2026-01-01', '2026-01-01'] })
    expect(await successes(pair)).toMatchObject({ 'tag dev': ['2026-01-03', '2026-01-03'] })
  })

  test('forget tags that are replaced', async () => {
    const pair = await publishedAndVerified()
    await broker.put(`${pair.consumer.path}/versions/3`, { tags: [{ name: 'prod' }] })
    expect(await heads(pair)).toMatchObject({ 'tag dev': 1, 'tag prod': 3 })
    await broker.put(`${pair.provider.path}/versions/1`, { tags: [{ name: 'prod' }] })
    expect(await successes(pair)).toMatchObject({
      'tag dev': ['2026-01-03', '2026-01-03'],
      'tag prod': ['2026-01-01', '2026-01-01'],
    })
  })

  test('forget that a version was on a branch', async () => {
    const pair = await publishedAndVerified()
    await broker.del(`${pair.consumer.path}/branches/main/versions/3`)
    expect(await heads(pair)).toEqual({ latest: 3, 'branch main': 1, 'branch feature': 2, 'tag dev': 3 })
    await broker.del(`${pair.provider.path}/branches/feature/versions/2`)
    expect(Object.keys(await successes(pair)).toSorted()).toEqual(['branch main', 'tag dev'])
  })

  test('forget a branch', async () => {
    const pair = await publishedAndVerified()
    await broker.del(`${pair.consumer.path}/branches/main`)
    expect(await heads(pair)).toEqual({ latest: 3, 'branch feature': 2, 'tag dev': 3 })
    await broker.del(`${pair.provider.path}/branches/main`)
    expect(Object.keys(await successes(pair)).toSorted()).toEqual(['branch feature', 'tag dev'])
  })

  test('forget a version', async () => {
    const pair = await publishedAndVerified()
    await broker.del(`${pair.consumer.path}/versions/3`)
    expect(await heads(pair)).toEqual({ latest: 2, 'branch main': 1, 'branch feature': 2, 'tag dev': 1 })
    await broker.del(`${pair.provider.path}/versions/1`)
    expect(await successes(pair)).toEqual({
      'branch main': ['2026-01-03', '2026-01-03'],
      'branch feature': ['2026-01-02', '2026-01-02'],
      'tag dev': ['2026-01-03', '2026-01-03'],
    })
  })

  test('are what a rebuild finds, whatever happened before', async () => {
    const target = fc.record({
      role: fc.constantFrom('consumer', 'provider'),
      version: fc.constantFrom('1', '2', '3'),
      name: fc.constantFrom('main', 'feature', 'dev'),
      change: fc.constantFrom('tag', 'untag', 'place', 'displace', 'delete version', 'delete branch', 'replace tags'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(target, { minLength: 5, maxLength: 25 }), async (changes) => {
        const pair = await publishedAndVerified()
        for (const { role, version, name, change } of changes) {
          const { path } = role === 'consumer' ? pair.consumer : pair.provider
          const at = `${path}/versions/${version}`
          if (change === 'tag') await broker.put(`${at}/tags/${name}`)
          if (change === 'untag') await broker.del(`${at}/tags/${name}`)
          if (change === 'place') await broker.put(`${path}/branches/${name}/versions/${version}`)
          if (change === 'displace') await broker.del(`${path}/branches/${name}/versions/${version}`)
          if (change === 'delete version') await broker.del(at)
          if (change === 'delete branch') await broker.del(`${path}/branches/${name}`)
          if (change === 'replace tags') await broker.put(at, { tags: [{ name }] })
        }
        const kept = [await heads(pair), await successes(pair)]
        await rebuildContractHeads(db, { integrationIds: [pair.integrationId] })
        await rebuildProviderSuccesses(db, { contentIds: [pair.contentId] })
        expect(kept).toEqual([await heads(pair), await successes(pair)])
      }),
      { numRuns: 8 },
    )
  })
})
