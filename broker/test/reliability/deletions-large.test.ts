import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAgedHistory } from '../support/aged-history.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const providers = ['Stock', 'Prices', 'Bank']
  await addAgedHistory(broker.db, { consumer: 'Shop', providers, versions: 5000, days: 500 })
})

afterAll(() => broker.stop())

async function counts(): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*) from versions) as versions, (select count(*) from contracts) as contracts,
      (select count(*) from verifications) as results, (select count(*) from interaction_results) as interactions,
      (select sum(hashtextextended(t::text, 0)) from contract_heads t) as heads,
      (select sum(hashtextextended(t::text, 0)) from provider_successes t) as successes`.execute(broker.db)
  return rows[0]
}

// Generous: it takes a few seconds, and other tests run beside it.
const LIMIT_MS = 30_000

test('a pacticipant with 5,000 versions is deleted and restored in seconds', async () => {
  const before = await counts()
  const began = performance.now()
  expect((await broker.del('/pacticipants/Shop')).status).toBe(204)
  // The database may look at the tables while they are empty.
  await sql`analyze`.execute(broker.db)
  const between = performance.now()
  const [{ uuid }] = (await broker.get('/deletions')).json._embedded.deletions
  const { status, json } = await broker.post(`/deletions/${uuid}/restore`)
  const ended = performance.now()
  expect({ status, leftOut: json.leftOut }).toEqual({ status: 200, leftOut: {} })
  expect(json.restored).toMatchObject({ versions: 5000, contracts: 15_000, verifications: 15_000 })
  expect(await counts()).toEqual(before)
  expect(Math.max(between - began, ended - between)).toBeLessThan(LIMIT_MS)
})
