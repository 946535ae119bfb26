import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let idOf: (name: string) => string

const CSV = { accept: 'text/csv' }

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const pairs = [
    ['shop', 'Orders, all'],
    ['Orders, all', 'Stock'],
    ['Mailer', 'Stock'],
    ['Far', 'Away'],
  ] as const
  for (const [consumer, provider] of pairs) {
    await broker.post('/pacticipants', { name: consumer })
    await world.published(consumer, '1', { for: provider, content: consumer })
  }
  await broker.post('/pacticipants', { name: 'Alone' })
  const rows = await broker.db.selectFrom('pacticipants').select(['id', 'name']).execute()
  idOf = (name) => String(rows.find((row) => row.name === name)?.id)
})

afterAll(() => broker.stop())

/** Each name with the names of its providers, from rows as clients parse them. */
function read(text: string): Readonly<Record<string, readonly string[]>> {
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => [...line.matchAll(/"([^"]*)"|[^,]+/g)].map((match) => match[1] ?? match[0]))
  const nameOf = new Map(rows.map(([id, name = '']) => [id, name]))
  return Object.fromEntries(
    rows.map(([, name, , , , , ...ids]) => [
      name,
      ids.filter((id) => id !== '0').map((id) => nameOf.get(id) ?? `? ${id}`),
    ]),
  )
}

describe('GET /groups/{pacticipant}', () => {
  test('is everything that is connected, as CSV with what needs it in quotes', async () => {
    const { status, headers, text } = await broker.get('/groups/Stock', CSV)
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv;charset=utf-8'])
    expect(text.split('\n')).toEqual([
      `${idOf('shop')},shop,1,1,0,1,${idOf('Orders, all')}`,
      `${idOf('Orders, all')},"Orders, all",1,1,0,2,${idOf('Stock')}`,
      `${idOf('Stock')},Stock,1,1,0,3,0`,
      `${idOf('Mailer')},Mailer,1,1,0,4,${idOf('Stock')}`,
      '',
    ])
  })

  test('is no larger than asked, but for the last ring of neighbours', async () => {
    const group = async (max: number) => read((await broker.get(`/groups/shop?maxPacticipants=${max}`, CSV)).text)
    expect(await group(2)).toEqual({ shop: ['Orders, all'], 'Orders, all': [] })
    expect(await group(3)).toEqual({ shop: ['Orders, all'], 'Orders, all': ['Stock'], Stock: [] })
    const wrong = await broker.get('/groups/shop?maxPacticipants=x', CSV)
    expect([wrong.status, wrong.json]).toEqual([400, { errors: { maxPacticipants: ['must be an integer'] } }])
  })

  test('is empty for one alone, and not found for an unknown one', async () => {
    const alone = await broker.get('/groups/Alone', CSV)
    expect([alone.status, alone.text]).toEqual([200, ''])
    const unknown = await broker.get('/groups/Nobody', CSV)
    expect([unknown.status, unknown.json]).toEqual([404, { error: "No pacticipant with name 'Nobody' found" }])
    expect((await broker.get('/groups/Stock', { accept: 'application/json' })).status).toBe(406)
  })
})

describe('GET /relationships', () => {
  test('is all that have contracts, by name', async () => {
    const { status, text } = await broker.get('/relationships', { accept: '*/*' })
    expect(status).toBe(200)
    expect(Object.entries(read(text))).toEqual([
      ['Far', ['Away']],
      ['Away', []],
      ['Mailer', ['Stock']],
      ['Stock', []],
      ['Orders, all', ['Stock']],
      ['shop', ['Orders, all']],
    ])
    await broker.del('/pacts/provider/Stock/consumer/Mailer/versions')
    expect(Object.keys(read((await broker.get('/relationships', CSV)).text))).not.toContain('Mailer')
    expect(Object.keys(read((await broker.get('/groups/Stock', CSV)).text))).toContain('Mailer')
  })
})
