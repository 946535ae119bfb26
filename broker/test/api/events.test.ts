import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { cleanEvents } from '../../src/events/clean-events.command.ts'
import { type EventStream, openEventStream } from '../support/event-stream.ts'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld
const streams: EventStream[] = []

beforeAll(async () => {
  broker = await startTestBroker()
  world = new VerificationWorld(broker)
})
afterAll(() => broker.stop())
afterEach(async () => {
  await Promise.all(streams.splice(0).map((stream) => stream.close()))
})

async function open(query = '', headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
  const stream = await openEventStream(`${broker.url}/events${query}`, headers)
  streams.push(stream)
  return stream
}

let versions = 0
const publish = (consumer: string, provider: string, branch = 'main') =>
  world.published(consumer, String((versions += 1)), { for: provider, content: `c${versions}`, branch })
const numberOf = (count: number) => (events: readonly unknown[]) => events.length >= count
const kinds = (events: readonly { readonly event: string }[]) => events.map(({ event }) => event)

describe('GET /events as text/event-stream', () => {
  test('tells what happens from then on, with an id, its kind, JSON and links', async () => {
    await publish('Before', 'Stock')
    const stream = await open('?pacticipant=Shop')
    expect(stream.status).toBe(200)
    await world.published('Shop', '1', { for: 'Stock', content: 'a', branch: 'main' })
    const events = await stream.until(numberOf(3))
    expect(kinds(events).toSorted()).toEqual(['branch_created', 'contract_content_changed', 'contract_published'])
    const published = events.find(({ event }) => event === 'contract_published')
    expect(published?.id).toMatch(/^\d+\.\d+$/)
    expect(published?.data).toMatchObject({
      id: published?.id,
      kind: 'contract_published',
      createdAt: expect.stringMatching(/\+00:00$/),
      consumer: { name: 'Shop', version: '1' },
      provider: { name: 'Stock' },
    })
    const links = published?.data._links
    expect(links['pb:pact'].href).toBe(`${broker.url}/pacts/provider/Stock/consumer/Shop/version/1`)
    for (const { href } of Object.values(links) as { href: string }[]) expect((await broker.get(href)).status).toBe(200)
  })

  test('says how to come back, and asks all on the way not to hold it back', async () => {
    const stream = await open('', { 'accept-encoding': 'gzip, br' })
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      'content-type': 'text/event-stream;charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(stream.headers.has('content-encoding')).toBe(false)
    await publish('Any', 'Stock')
    await stream.until(numberOf(1))
    expect(stream.text()).toMatch(/^retry: \d+\nid: \d+\.\d+\n\n/)
  })

  test('reads on from where the client was, without a gap and without telling anything twice', async () => {
    const first = await open('?kind=contract_published')
    await publish('Came', 'Stock')
    await first.until(numberOf(1))
    await first.close()
    const missed = [await publish('Missed', 'Stock'), await publish('Missed', 'Stock')]
    const again = await open('?kind=contract_published', { 'last-event-id': first.lastId() })
    await publish('After', 'Stock')
    const events = await again.until(numberOf(3))
    expect(events.map(({ data }) => data.consumer.name)).toEqual(['Missed', 'Missed', 'After'])
    expect(missed).toHaveLength(2)
    const byQuery = await open(`?kind=contract_published&lastEventId=${first.lastId()}`)
    await byQuery.until(numberOf(3))
    expect(byQuery.events).toEqual(again.events)
  })

  test('of one who was cut off before the first event, too', async () => {
    const first = await open('?pacticipant=Early')
    await publish('Unrelated', 'Stock')
    await first.close()
    await publish('Early', 'Stock')
    const again = await open('?pacticipant=Early&kind=contract_published', { 'last-event-id': first.lastId() })
    expect(kinds(await again.until(numberOf(1)))).toEqual(['contract_published'])
  })

  test('tells only of the pacticipant, the version and the kinds that are asked for', async () => {
    await world.environment('filtered')
    const environment = (await broker.get('/environments?name=filtered')).json._embedded.environments[0].uuid
    const ofProvider = await open('?pacticipant=FP&kind=contract_published,deployment_recorded')
    const ofVersion = await open('?pacticipant=FC&version=2&kind=contract_published&kind=branch_created')
    const all = await open('?kind[]=contract_published&kind[]=deployment_recorded')
    await world.published('FC', '1', { for: 'FP', content: 'a' })
    await world.published('FC', '2', { for: 'FP', content: 'b' })
    await world.published('FC', '3', { for: 'FQ', content: 'c' })
    await world.placed('FP', '2', { branch: 'main' })
    await world.deployed('FP', '2', { environment })
    const said = ({ data }: { data: { kind: string; consumer?: { version: string } } }) =>
      `${data.kind} ${data.consumer?.version ?? ''}`.trim()
    expect((await all.until(numberOf(4))).map(said)).toEqual([
      'contract_published 1',
      'contract_published 2',
      'contract_published 3',
      'deployment_recorded',
    ])
    expect((await ofProvider.until(numberOf(3))).map(said)).toEqual([
      'contract_published 1',
      'contract_published 2',
      'deployment_recorded',
    ])
    expect(ofVersion.events.map(said)).toEqual(['contract_published 2'])
  })

  test('keeps back what is newer than a transaction that still runs, so that none is passed over', async () => {
    const stream = await open('?pacticipant=Held&kind=contract_published')
    const slow = await broker.db.startTransaction().execute()
    await sql`insert into events (name, consumer, provider) values ('contract_published', 'Held', 'Slow')`.execute(slow)
    await world.published('Held', '1', { for: 'Fast', content: 'a' })
    await slow.commit().execute()
    const events = await stream.until(numberOf(2))
    expect(events.map(({ data }) => data.provider.name)).toEqual(['Slow', 'Fast'])
  })

  test('ends when the broker is stopped', async () => {
    const stopped = await startTestBroker()
    const stream = await openEventStream(`${stopped.url}/events`)
    stopped.context.events.endSubscriptions()
    await stream.ended
    expect((await stopped.get('/events')).status).toBe(200)
    const late = await openEventStream(`${stopped.url}/events`)
    expect(late.status).toBe(503)
    await stopped.stop()
  })

  test('a client that reads nothing is cut off', async () => {
    const stream = await fetch(`${broker.url}/events`, { headers: { accept: 'text/event-stream' } })
    const comment = 'x'.repeat(1_000_000)
    for (let count = 0; count < 40; count += 1) {
      await sql`insert into events (name, pacticipant, comment) values ('branch_created', 'Loud', ${comment})`.execute(
        broker.db,
      )
      broker.context.events.announce()
    }
    await expect(stream.text()).rejects.toThrow('terminated')
    await sql`delete from events where pacticipant = 'Loud'`.execute(broker.db)
  })

  test('works below the prefix of a base URL, where its links lead', async () => {
    const prefixed = await startTestBroker({ config: { baseUrls: ['https://example.org/contracts'] } })
    const stream = await openEventStream(`${prefixed.url}/contracts/events`)
    await prefixed.put('/pacticipants/Below/branches/main/versions/1')
    const [event] = await stream.until(numberOf(1))
    expect(event?.data._links['pb:pacticipant'].href).toBe('https://example.org/contracts/pacticipants/Below')
    const { _links: links } = (await prefixed.get('/contracts/events?size=1')).json
    expect(links.self.href).toBe('https://example.org/contracts/events?size=1')
    await stream.close()
    await prefixed.stop()
  })

  test('is known to HEAD', async () => {
    const reply = await fetch(`${broker.url}/events`, { method: 'HEAD', headers: { accept: 'text/event-stream' } })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/event-stream;charset=utf-8'])
  })
})

describe('a stream of a broker that keeps accounts', () => {
  test('ends soon after the token it was opened with is revoked, and no other does', { timeout: 60_000 }, async () => {
    const guarded = await startTestBroker({ config: { access: 'accounts' } })
    const [ann, bob] = [await signedUp(guarded.db, { name: 'Ann' }), await signedUp(guarded.db, { name: 'Bob' })]
    const openAs = ({ headers }: Person) => openEventStream(`${guarded.url}/events`, headers)
    const [hers, his] = [await openAs(ann), await openAs(bob)]
    expect((await guarded.request('DELETE', `/tokens/${ann.tokenUuid}`, { headers: ann.headers })).status).toBe(204)
    await hers.ended
    await expect.poll(() => his.text()).toContain(': still here')
    expect((await openAs(ann)).status).toBe(401)
    await his.close()
    await guarded.stop()
  })
})

describe('GET /events as JSON', () => {
  test('lists what happened, oldest first, page by page', async () => {
    for (let count = 0; count < 5; count += 1) await publish('Listed', 'Stock', `b${count}`)
    const all = (await broker.get('/events?pacticipant=Listed&kind=contract_published')).json
    expect(all._embedded.events).toHaveLength(5)
    expect(all._links).not.toHaveProperty('next')
    const found: unknown[] = []
    let href: string | undefined = '/events?pacticipant=Listed&kind=contract_published&size=2'
    const sizes: number[] = []
    while (href !== undefined) {
      const page = await broker.get(href)
      expect(page.status).toBe(200)
      sizes.push(page.json._embedded.events.length)
      found.push(...page.json._embedded.events)
      href = page.json._links.next?.href
    }
    expect(sizes).toEqual([2, 2, 1])
    expect(found).toEqual(all._embedded.events)
    const { position } = all
    await publish('Listed', 'Stock')
    const later = (await broker.get(`/events?pacticipant=Listed&after=${position}&kind=contract_published`)).json
    expect(later._embedded.events).toHaveLength(1)
  })

  test.each([
    ['?kind=contract_eaten', 'kind', 'must be one of: contract_published, '],
    ['?after=now', 'after', 'must be the id of an event, such as 742.1033'],
    ['?lastEventId=99999999999999999999.1', 'lastEventId', 'must be the id of an event'],
    ['?size=0', 'size', 'must be greater than or equal to 1'],
  ])('%s is refused', async (query, field, message) => {
    const reply = await broker.get(`/events${query}`)
    expect(reply.status).toBe(400)
    expect(reply.json.errors[field][0]).toContain(message)
  })

  test('a place that was known to another server, from which the database was restored, still counts', async () => {
    await publish('Restored', 'Stock')
    const before = (await broker.get('/events?pacticipant=Restored')).json._embedded.events.at(-1)
    await sql`update events set transaction_id = '9000000000' where consumer = 'Restored' or pacticipant = 'Restored'`.execute(
      broker.db,
    )
    const old = `9000000000.${before.id.split('.')[1]}`
    const stream = await open('?pacticipant=Restored&kind=contract_published', { 'last-event-id': old })
    await publish('Restored', 'Stock')
    expect(await stream.until(numberOf(1))).toHaveLength(1)
    const { rows } = await sql`select from events where transaction_id = '9000000000'`.execute(broker.db)
    expect(rows).toEqual([])
  })
})

test('events are forgotten when they are older than the broker keeps them', async () => {
  const tell = (name: string, days: number) =>
    sql`insert into events (name, pacticipant, created_at)
      values ('branch_created', ${name}, now() - ${days}::integer * interval '1 day')`.execute(broker.db)
  await tell('Ancient', 8)
  await tell('Recent', 6)
  await cleanEvents(broker.context)
  const left = async (name: string) => (await broker.get(`/events?pacticipant=${name}`)).json._embedded.events.length
  expect([await left('Ancient'), await left('Recent')]).toEqual([0, 1])
})
