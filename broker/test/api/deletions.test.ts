import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { subtree } from '../../src/deletions/subtree.ts'
import { publish, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld
let now = new Date()

beforeAll(async () => {
  broker = await startTestBroker({ clock: () => now })
  world = new VerificationWorld(broker)
})

afterAll(() => broker.stop())

// What deletions keep themselves, what is told of them, and what no deletion touches.
const besides = ['audit_entries', 'deletions', 'deleted_rows', 'events', 'schema_migrations', 'settings']

/** Every row of every table that a deletion may touch. */
async function everything(): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(broker.db)
  const found: Record<string, readonly string[]> = {}
  for (const { name } of tables.rows) {
    if (besides.includes(name)) continue
    const { rows } = await sql<{ row: string }>`
      select to_json(t)::text as row from ${sql.table(name)} t order by 1`.execute(broker.db)
    found[name] = rows.map(({ row }) => row)
  }
  return found
}

/** Two consumers of a provider that is itself a consumer, with everything that can be said of them. */
async function tell(suffix: string) {
  const [shop, app, stock, bank] = ['Shop', 'App', 'Stock', 'Bank'].map((name) => `${name}${suffix}`)
  const names = { shop: shop ?? '', app: app ?? '', stock: stock ?? '', bank: bank ?? '' }
  await world.published(names.shop, '1', { for: names.stock, content: 'a', branch: 'main', tags: ['dev'] })
  await world.published(names.shop, '2', { for: names.stock, content: 'b', branch: 'feature' })
  await world.published(names.app, '1', { for: names.stock, content: 'a', branch: 'main' })
  await world.published(names.stock, '10', { for: names.bank, content: 'a', branch: 'main' })
  const content = (consumer: string) => ({ consumer, provider: names.stock, content: 'a' })
  await world.verified(content(names.shop), '10', { branch: 'main', success: false })
  await world.verified(content(names.shop), '10')
  await world.verified(content(names.shop), '11', { branch: 'main', tags: ['prod'] })
  await world.verified(content(names.app), '11')
  await world.verified({ consumer: names.stock, provider: names.bank, content: 'a' }, '20', { branch: 'main' })
  const test = await world.environment(`test${suffix}`)
  await world.deployed(names.shop, '1', { environment: test })
  await world.deployed(names.stock, '10', { environment: test })
  await world.deployed(names.stock, '11', { environment: test })
  await world.released(names.stock, '11', { environment: test })
  await broker.put(`/pacticipants/${names.stock}/labels/team-a`)
  const results = await broker.post(`${world.permalink(content(names.shop))}/verification-results`, {
    success: true,
    providerApplicationVersion: '11',
    testResults: { tests: [{ interactionDescription: 'x', success: true, note: 'nul \u0000 and half \ud800' }] },
  })
  expect(results.status).toBe(201)
  return { ...names, test }
}

async function deletions() {
  return (await broker.get('/deletions')).json._embedded.deletions
}

async function deleted(path: string) {
  expect((await broker.del(path)).status).toBe(204)
  const [newest] = await deletions()
  return { ...newest, restore: `/deletions/${newest.uuid}/restore` }
}

test('the list of what belongs to what names every foreign key of and to it', async () => {
  const { rows } = await sql<{ key: string }>`
    select source.relname || '.' || attribute.attname || ' ' || target.relname || ' ' ||
      case keys.confdeltype when 'c' then 'goes with it' when 'n' then 'stays without it' else 'otherwise' end as key
    from pg_constraint as keys
    join pg_class as source on source.oid = keys.conrelid
    join pg_class as target on target.oid = keys.confrelid
    join pg_attribute as attribute on attribute.attrelid = keys.conrelid and attribute.attnum = any(keys.conkey)
    where keys.contype = 'f' and source.relnamespace = 'public'::regnamespace and source.relname <> 'deleted_rows'
      and (source.relname = any(${subtree.map(({ name }) => name)}) or target.relname = any(${subtree.map(({ name }) => name)}))
    order by 1`.execute(broker.db)
  const listed = subtree.flatMap(({ name, parents, references }) => [
    ...parents.map(({ column, table }) => `${name}.${column} ${table} goes with it`),
    ...references.map(({ column, table }) => `${name}.${column} ${table} stays without it`),
  ])
  expect(listed.toSorted()).toEqual(rows.map(({ key }) => key).toSorted())
})

test('parents come before what belongs to them', () => {
  const names = subtree.map(({ name }) => name)
  for (const { name, parents, references } of subtree) {
    for (const { table } of [...parents, ...references]) {
      expect(names.indexOf(table), `${name} after ${table}`).toBeLessThan(names.indexOf(name))
    }
  }
})

describe('what is restored is as it was', () => {
  test.each(['shop', 'stock', 'bank'] as const)('the pacticipant %s', async (which) => {
    const names = await tell(`-is-${which}`)
    const before = await everything()
    const { uuid, restore, ...shown } = await deleted(`/pacticipants/${names[which]}`)
    expect(shown).toMatchObject({ kind: 'pacticipant', name: names[which] })
    expect((await broker.get(`/pacticipants/${names[which]}`)).status).toBe(404)
    expect((await broker.get(`/deletions/${uuid}`)).json).toMatchObject({ kind: 'pacticipant', name: names[which] })
    const { status, json } = await broker.post(restore)
    expect({ status, json }).toMatchObject({ status: 200, json: { name: names[which], leftOut: {} } })
    expect(json._links['pb:pacticipant'].href).toBe(`${broker.url}/pacticipants/${names[which]}`)
    expect(json.restored).toMatchObject({ pacticipants: 1 })
    expect(await everything()).toEqual(before)
    expect((await broker.get(`/deletions/${uuid}`)).status).toBe(404)
    expect((await broker.post(restore)).status).toBe(404)
  })

  test('an environment with its deployments and releases', async () => {
    const { test } = await tell('-env')
    const before = await everything()
    const { restore } = await deleted(`/environments/${test}`)
    const { status, json } = await broker.post(restore)
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { restored: { environments: 1, deployedVersions: 3, releasedVersions: 1 }, leftOut: {} },
    })
    expect(json._links['pb:environment'].href).toBe(`${broker.url}/environments/${test}`)
    expect(await everything()).toEqual(before)
  })

  test.each([
    ['shop', 'stock'],
    ['stock', 'bank'],
  ] as const)('the integration of %s and %s', async (consumer, provider) => {
    const names = await tell(`-pair-${consumer}`)
    const [from, to] = [names[consumer], names[provider]]
    await broker.put(`/pacticipants/${to}/branches/main/versions/99`)
    const before = await everything()
    const { restore, ...shown } = await deleted(`/integrations/provider/${to}/consumer/${from}`)
    expect(shown).toMatchObject({ kind: 'integration', name: `${from} and ${to}` })
    expect((await broker.get(`/pacts/provider/${to}/consumer/${from}/latest`)).status).toBe(404)
    const { status, json } = await broker.post(restore)
    expect({ status, json }).toMatchObject({ status: 200, json: { leftOut: {} } })
    expect(json.restored).toMatchObject({ integrations: 1 })
    expect(json._links['pb:consumer'].href).toBe(`${broker.url}/pacticipants/${from}`)
    expect(await everything()).toEqual(before)
  })

  test('two pacticipants with contracts between them, the last one first', async () => {
    const { shop, stock } = await tell('-two')
    const before = await everything()
    const first = await deleted(`/pacticipants/${shop}`)
    const second = await deleted(`/pacticipants/${stock}`)
    const refused = await broker.post(first.restore)
    expect(refused.status).toBe(409)
    expect(refused.json.error).toBe(
      `The pacticipant '${shop}' cannot be restored without the pacticipant '${stock}', which was deleted later. ` +
        `Restore deletion ${second.uuid} (${stock}) first.`,
    )
    expect((await broker.post(second.restore)).status).toBe(200)
    expect((await broker.post(first.restore)).status).toBe(200)
    expect(await everything()).toEqual(before)
  })
})

describe('what has changed meanwhile', () => {
  test('a name in use again is a conflict, and nothing is changed', async () => {
    const { shop } = await tell('-used')
    const { restore } = await deleted(`/pacticipants/${shop}`)
    await broker.post('/pacticipants', { name: shop })
    const before = await everything()
    const { status, json } = await broker.post(restore)
    expect(status).toBe(409)
    expect(json.error).toMatch(/^The pacticipant 'Shop-used' cannot be restored, since there is one of that name again/)
    expect(await everything()).toEqual(before)
    await broker.del(`/pacticipants/${shop}`)
    expect((await broker.post(restore)).status).toBe(200)
  })

  test('the name of an environment too', async () => {
    const uuid = await world.environment('name-used')
    const { restore } = await deleted(`/environments/${uuid}`)
    await world.environment('name-used')
    expect((await broker.post(restore)).status).toBe(409)
  })

  test('an integration cannot be restored beside another one, or without its other side', async () => {
    const { shop, stock, app } = await tell('-again')
    const path = `/integrations/provider/${stock}/consumer/${shop}`
    const first = await deleted(path)
    expect((await broker.get(`/pacticipants/${shop}`)).status).toBe(404)
    await world.published(shop, '7', { for: stock, content: 'z' })
    const taken = await broker.post(first.restore)
    expect([taken.status, taken.json.error]).toEqual([
      409,
      `The pacticipant '${shop}' cannot be restored, since there is one of that name again. Rename or delete it first.`,
    ])
    await broker.put(`/pacticipants/${app}/labels/stays`)
    const own = await deleted(`/integrations/provider/${stock}/consumer/${app}`)
    const other = await deleted(`/pacticipants/${stock}`)
    const refused = await broker.post(own.restore)
    expect([refused.status, refused.json.error]).toEqual([
      409,
      `The integration '${app} and ${stock}' cannot be restored without the pacticipant '${stock}', which was deleted ` +
        `later. Restore deletion ${other.uuid} (${stock}) first.`,
    ])
    await sql`delete from deletions where uuid = ${other.uuid}`.execute(broker.db)
    expect((await broker.post(own.restore)).json.error).toMatch(/that cannot be undone any more\.$/)
  })

  test('an integration that was published again is not replaced', async () => {
    const { stock, bank } = await tell('-twice')
    await world.published(stock, '12', { for: `Other-twice`, content: 'a', branch: 'main' })
    await world.published('Any-twice', '1', { for: bank, content: 'a', branch: 'main' })
    const { restore } = await deleted(`/integrations/provider/${bank}/consumer/${stock}`)
    await world.published(stock, '13', { for: bank, content: 'b' })
    const { status, json } = await broker.post(restore)
    expect([status, json.error]).toEqual([
      409,
      `The integration of ${stock} and ${bank} cannot be restored, since there is one again. Delete it first.`,
    ])
  })

  test('a deletion that removed nothing leaves no trace', async () => {
    const { shop, bank } = await tell('-nothing')
    const before = (await broker.get('/deletions')).json.page
    expect((await broker.del(`/integrations/provider/${bank}/consumer/${shop}`)).status).toBe(204)
    expect((await broker.get('/deletions')).json.page).toEqual(before)
  })

  test('what belongs to something that is gone is left out and counted', async () => {
    const { shop, stock, bank, test } = await tell('-gone')
    const { restore } = await deleted(`/pacticipants/${shop}`)
    await broker.del(`/pacticipants/${stock}/versions/10`)
    await deleted(`/environments/${test}`)
    const { status, json } = await broker.post(restore)
    expect(status).toBe(200)
    expect(json.leftOut).toEqual({ verifications: 2, deployedVersions: 1 })
    expect(
      (await broker.get(`/pacts/provider/${stock}/consumer/${shop}/latest/main/verification-results/latest`)).status,
    ).toBe(404)
    expect((await broker.get(`/pacticipants/${bank}`)).status).toBe(200)
  })

  test('facts follow what has happened to the other side', async () => {
    const { shop, stock } = await tell('-facts')
    const { restore } = await deleted(`/pacticipants/${stock}`)
    await broker.put(`/pacticipants/${shop}/versions/1/tags/late`)
    await broker.del(`/pacticipants/${shop}/branches/feature`)
    expect((await broker.post(restore)).status).toBe(200)
    const late = await broker.get(`/pacts/provider/${stock}/consumer/${shop}/latest/late`)
    expect(late.headers.get('x-pact-consumer-version')).toBe('1')
    expect((await broker.get(`/pacts/provider/${stock}/consumer/${shop}/branch/feature/latest`)).status).toBe(404)
  })

  test('what was verified stays verified, although the result that said so is gone', async () => {
    const { shop, stock } = await tell('-verified')
    await sql`update provider_successes set succeeded_at = '2020-01-01', settled_at = '2020-01-01'`.execute(broker.db)
    const before = (await everything())['provider_successes']
    const { restore } = await deleted(`/pacticipants/${shop}`)
    expect((await broker.post(restore)).status).toBe(200)
    expect((await everything())['provider_successes']).toEqual(before)
    const again = await deleted(`/pacticipants/${shop}`)
    await broker.del(`/pacticipants/${stock}/branches/main`)
    expect((await broker.post(again.restore)).status).toBe(200)
    const { rows } = await sql<{ count: number }>`
      select count(*) as count
      from provider_successes
      join contents on contents.id = provider_successes.content_id
      join integrations on integrations.id = contents.integration_id
      join pacticipants on pacticipants.id = integrations.consumer_id
      where pacticipants.name = ${shop} and provider_successes.scope = 'branch'`.execute(broker.db)
    expect(rows).toEqual([{ count: 0 }])
  })
})

describe('GET /deletions', () => {
  test('lists what can be undone, in pages', async () => {
    await world.environment('page-1').then((uuid) => deleted(`/environments/${uuid}`))
    await world.environment('page-2').then((uuid) => deleted(`/environments/${uuid}`))
    const { json } = await broker.get('/deletions?size=1&page=2')
    expect(json._embedded.deletions).toMatchObject([{ kind: 'environment', name: 'page-1' }])
    expect(json.page).toMatchObject({ number: 2, size: 1 })
    expect(json._links['previous'].href).toBe(`${broker.url}/deletions?size=1&page=1`)
    const [{ _links }] = json._embedded.deletions
    expect((await broker.get(_links.self.href)).status).toBe(200)
  })

  test('a deletion that nobody knows is not found', async () => {
    expect((await broker.get('/deletions/none')).status).toBe(404)
    expect((await broker.post('/deletions/none/restore')).status).toBe(404)
  })
})

test('after the undo period a deletion is not shown and cannot be undone', async () => {
  const { uuid, restore, deletedAt, expiresAt } = await deleted(`/environments/${await world.environment('late')}`)
  expect(Date.parse(expiresAt) - Date.parse(deletedAt)).toBe(14 * 86_400_000)
  now = new Date(Date.now() + 15 * 86_400_000)
  expect((await broker.post(restore)).status).toBe(404)
  expect((await broker.get(`/deletions/${uuid}`)).status).toBe(404)
  expect(await deletions()).toEqual([])
  now = new Date()
})

test('of two restores at once one succeeds', async () => {
  const { shop } = await tell('-race')
  const { restore } = await deleted(`/pacticipants/${shop}`)
  const replies = await Promise.all([broker.post(restore), broker.post(restore)])
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404])
})

test('while a pacticipant is published again and restored, either is refused or both fit together', async () => {
  const options = { consumer: 'Racer', contracts: { Track: { ...pactOf('Racer', 'Track') } } }
  for (let round = 0; round < 5; round += 1) {
    await publish(broker, '1', options)
    const { restore } = await deleted('/pacticipants/Racer')
    const replies = await Promise.all([
      broker.post(restore),
      publish(broker, '2', options),
      publish(broker, '3', options),
    ])
    expect(replies.filter(({ status }) => ![200, 409].includes(status))).toEqual([])
    expect((await broker.get('/pacticipants/Racer')).status).toBe(200)
  }
})

function pactOf(consumer: string, provider: string) {
  return { consumer: { name: consumer }, provider: { name: provider }, interactions: [request('one')] }
}

test('without an undo period everything is deleted at once', async () => {
  const plain = await startTestBroker({ config: { undoPeriodDays: 0 } })
  await publish(plain, '1', { contracts: { PA: pactOf('CA', 'PA') } })
  expect((await plain.del('/pacticipants/CA')).status).toBe(204)
  expect((await plain.get('/deletions')).json._embedded.deletions).toEqual([])
  expect((await plain.get('/pacticipants/CA')).status).toBe(404)
  await plain.stop()
})
