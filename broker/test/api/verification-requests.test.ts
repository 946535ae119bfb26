import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetDoneRequests, tellOverdue } from '../../src/verifications/overdue.command.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld
let production: string
let count = 0
let consumer: string
let provider: string

beforeAll(async () => {
  broker = await startTestBroker()
  world = new VerificationWorld(broker)
  production = await world.environment('production', true)
})
afterAll(() => broker.stop())
beforeEach(() => {
  count += 1
  consumer = `C${count}`
  provider = `P${count}`
})

/** A provider with a main branch, on which there is that version. */
async function providerOnMain(version = '1'): Promise<void> {
  await broker.put(`/pacticipants/${provider}`, { name: provider, mainBranch: 'main' })
  await world.placed(provider, version, { branch: 'main' })
}

const publish = (version = '1', content = 'a', branch = 'main') =>
  world.published(consumer, version, { for: provider, content, branch })
const name = (content = 'a') => ({ consumer, provider, content })

async function list(query = `consumer=${consumer}`) {
  const reply = await broker.get(`/verification-requests?${query}`)
  expect(reply.status).toBe(200)
  return reply.json._embedded.verificationRequests
}
const statuses = async () => (await list()).map(({ status }: { status: string }) => status)

async function events(kind: string) {
  const page = await broker.get(`/events?pacticipant=${consumer}&kind=${kind}`)
  return page.json._embedded.events
}

describe('a verification request', () => {
  test('comes with a contract that the versions that matter have not verified', async () => {
    await providerOnMain()
    await world.deployed(provider, '1', { environment: production })
    await publish()
    const [request, ...others] = await list()
    expect(others).toEqual([])
    expect(request).toMatchObject({
      status: 'requested',
      consumer: { name: consumer, version: '1' },
      provider: { name: provider, version: '1' },
      description: 'latest from main branch, deployed in production',
      requestedAt: expect.stringMatching(/\+00:00$/),
      dueAt: expect.stringMatching(/\+00:00$/),
    })
    expect(request).not.toHaveProperty('success')
    const self = await broker.get(request._links.self.href)
    expect([self.status, self.json]).toEqual([200, request])
    for (const relation of Object.values(request._links) as { href: string }[]) {
      expect((await broker.get(relation.href)).status).toBe(200)
    }
    await publish('2')
    expect(await list()).toEqual([request])
    expect(await list(`consumer=${consumer}&consumerVersion=2`)).toEqual([request])
    expect(await list(`consumer=${consumer}&consumerVersion=3`)).toEqual([])
  })

  test('has started when a build asks what it has to verify', async () => {
    await providerOnMain()
    await publish()
    const selected = await broker.post(`/pacts/provider/${provider}/for-verification`, {
      providerVersionBranch: 'main',
    })
    expect(selected.status).toBe(200)
    expect(await statuses()).toEqual(['requested'])
    await broker.context.handedOut.flush()
    const [request] = await list()
    expect(request).toMatchObject({ status: 'started', startedAt: expect.any(String) })
    expect(await events('verification_started')).toMatchObject([
      { consumer: { name: consumer, version: '1' }, provider: { name: provider, version: '1' } },
    ])
    await broker.get(selected.json._embedded.pacts[0]._links.self.href)
    await broker.context.handedOut.flush()
    expect(await events('verification_started')).toHaveLength(1)
  })

  test('has started when a build fetches the contract by its link, not when somebody looks at it', async () => {
    await providerOnMain()
    await publish()
    await broker.get(world.permalink(name()))
    await broker.context.handedOut.flush()
    expect(await statuses()).toEqual(['requested'])
    await broker.get(`${world.permalink(name())}/metadata/Y3ZuPTE`)
    await broker.context.handedOut.flush()
    expect(await statuses()).toEqual(['started'])
  })

  test('is done with the result', async () => {
    await providerOnMain()
    await publish()
    await world.verified(name(), '1', { success: false })
    const [request] = await list()
    expect(request).toMatchObject({ status: 'done', success: false, doneAt: expect.any(String) })
    expect((await broker.get(request._links['pb:verification-result'].href)).json.success).toBe(false)
  })

  test('is done with the result of a newer version on the branch', async () => {
    await providerOnMain()
    await publish()
    await world.placed(provider, '2', { branch: 'other' })
    await world.verified(name(), '2')
    expect(await statuses()).toEqual(['requested'])
    await world.placed(provider, '3', { branch: 'main' })
    await world.verified(name(), '3')
    expect(await list()).toMatchObject([{ status: 'done', success: true, provider: { version: '1' } }])
  })

  test('to a deployed version is not done with the result of another', async () => {
    await providerOnMain()
    await world.deployed(provider, '1', { environment: production })
    await publish()
    await world.placed(provider, '2', { branch: 'main' })
    await world.verified(name(), '2')
    expect(await statuses()).toEqual(['requested'])
    await world.verified(name(), '1')
    expect(await statuses()).toEqual(['done'])
  })

  test('is asked again when what was done with is needed once more', async () => {
    await providerOnMain()
    await publish()
    await sql`update verification_requests set done_at = now()`.execute(broker.db)
    expect(await statuses()).toEqual(['done'])
    await publish('2')
    expect(await list()).toMatchObject([{ status: 'requested', consumer: { version: '2' } }])
  })

  test('goes with what it is about', async () => {
    await providerOnMain()
    await publish()
    await broker.del(`/pacticipants/${provider}`)
    expect(await list()).toEqual([])
  })
})

describe('when the time is over', () => {
  const pass = () => sql`update verification_requests set due_at = now() - interval '1 minute'`.execute(broker.db)

  test('it is overdue, which is told once', async () => {
    await providerOnMain()
    await publish()
    await tellOverdue(broker.context)
    expect(await statuses()).toEqual(['requested'])
    await pass()
    await tellOverdue(broker.context)
    await tellOverdue(broker.context)
    expect(await list()).toMatchObject([{ status: 'overdue', overdueAt: expect.any(String) }])
    expect(await events('verification_overdue')).toMatchObject([
      {
        consumer: { name: consumer, version: '1' },
        provider: { name: provider, version: '1' },
        comment: 'latest from main branch',
      },
    ])
    await world.verified(name(), '1')
    expect(await statuses()).toEqual(['done'])
  })

  test('what nobody needs any more is done, without a result', async () => {
    await world.placed(provider, '1', { branch: 'release' })
    await world.deployed(provider, '1', { environment: production })
    await publish()
    await tellOverdue(broker.context)
    expect(await statuses()).toEqual(['requested'])
    await world.placed(provider, '2', { branch: 'release' })
    await world.deployed(provider, '2', { environment: production })
    await tellOverdue(broker.context)
    const [request] = await list()
    expect(request).toMatchObject({ status: 'done' })
    expect(request).not.toHaveProperty('success')
  })

  test('a head that moved on without a result is still waited for', async () => {
    await providerOnMain()
    await publish()
    await world.placed(provider, '2', { branch: 'main' })
    await tellOverdue(broker.context)
    expect(await statuses()).toEqual(['requested'])
    await world.verified(name(), '2')
    await tellOverdue(broker.context)
    expect(await statuses()).toEqual(['done'])
  })

  test('a content that the consumer has left behind is done with, unless it is deployed', async () => {
    await providerOnMain()
    await publish('1', 'a')
    await publish('2', 'b')
    await publish('3', 'c')
    await world.deployed(consumer, '2', { environment: production })
    await pass()
    await tellOverdue(broker.context)
    expect(
      (await list()).map((request: { status: string; consumer: { version: string } }) => [
        request.consumer.version,
        request.status,
      ]),
    ).toEqual([
      ['3', 'overdue'],
      ['2', 'overdue'],
      ['1', 'done'],
    ])
  })

  test('what was done long ago is forgotten', async () => {
    await providerOnMain()
    await publish()
    await sql`update verification_requests set done_at = now() - interval '29 days'`.execute(broker.db)
    await forgetDoneRequests(broker.context)
    expect(await statuses()).toEqual(['done'])
    await sql`update verification_requests set done_at = now() - interval '31 days'`.execute(broker.db)
    await forgetDoneRequests(broker.context)
    expect(await statuses()).toEqual([])
  })
})

describe('GET /verification-requests', () => {
  test('lists the newest first, page by page, of a consumer, a provider or a state', async () => {
    await providerOnMain()
    for (const version of ['1', '2', '3']) await publish(version, version)
    const others = { consumer, provider: `${provider}b`, content: 'x' }
    await broker.put(`/pacticipants/${others.provider}`, { name: others.provider, mainBranch: 'main' })
    await world.placed(others.provider, '1', { branch: 'main' })
    await world.published(consumer, '4', { for: others.provider, content: 'x', branch: 'main' })
    const first = (await broker.get(`/verification-requests?consumer=${consumer}&size=3`)).json
    expect(first.page).toEqual({ number: 1, size: 3, totalElements: 4, totalPages: 2 })
    const versions = ({ _embedded }: typeof first) =>
      _embedded.verificationRequests.map((request: { consumer: { version: string } }) => request.consumer.version)
    expect(versions(first)).toEqual(['4', '3', '2'])
    const second = (await broker.get(first._links.next.href)).json
    expect(versions(second)).toEqual(['1'])
    expect((await broker.get(second._links.previous.href)).json._embedded).toEqual(first._embedded)
    expect(await list(`provider=${provider}`)).toHaveLength(3)
    expect(await list(`provider=${provider}&consumer=${consumer}&status=requested`)).toHaveLength(3)
    for (const status of ['started', 'overdue', 'done']) {
      expect(await list(`provider=${provider}&status=${status}`)).toEqual([])
    }
  })

  test('refuses a state that there is not', async () => {
    const reply = await broker.get('/verification-requests?status=lost')
    expect([reply.status, reply.json]).toEqual([
      400,
      { errors: { status: ['must be one of: requested, started, overdue, done, open'] } },
    ])
  })

  test('does not know every uuid', async () => {
    expect((await broker.get('/verification-requests/nothing')).status).toBe(404)
  })
})
