import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEventStream } from '../support/event-stream.ts'
import { type TestBroker, type TestReply, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let world: VerificationWorld
let production: string
let statements = 0

beforeAll(async () => {
  broker = await startTestBroker({ onStatement: () => (statements += 1) })
  world = new VerificationWorld(broker)
  production = await world.environment('production', true)
})
afterAll(() => broker.stop())

/** An application with a contract of version 1, which nobody has verified, with a provider of its own in production. */
async function unverified(consumer: string): Promise<{ name: Parameters<VerificationWorld['verified']>[0] }> {
  const provider = `${consumer}Provider`
  await world.published(consumer, '1', { for: provider, content: 'a', branch: 'main', tags: ['dev'] })
  await world.placed(provider, '1', { branch: 'main' })
  await world.deployed(provider, '1', { environment: production })
  return { name: { consumer, provider, content: 'a' } }
}

const question = (consumer: string, wait: number | string = 60) =>
  `/can-i-deploy?pacticipant=${consumer}&version=1&environment=production&wait=${wait}`

interface Timed {
  readonly reply: TestReply
  readonly ms: number
}

async function timed(path: string): Promise<Timed> {
  const startedAt = performance.now()
  const reply = await broker.get(path)
  return { reply, ms: performance.now() - startedAt }
}

/** Until so many wait, as far as the broker knows. */
async function waiting(count: number): Promise<void> {
  while (broker.context.waiting.size !== count) await new Promise((resolve) => setTimeout(resolve, 5))
}

const deployable = ({ reply }: Timed) => reply.json.summary.deployable

describe('wait', () => {
  test('answers as soon as the missing result is there', async () => {
    const { name } = await unverified('A')
    const asked = timed(question('A'))
    await waiting(1)
    await world.verified(name, '1')
    const answer = await asked
    expect([deployable(answer), answer.reply.status]).toEqual([true, 200])
    expect(answer.ms).toBeLessThan(20_000)
    expect(broker.context.waiting.size).toBe(0)
  })

  test.each([
    [
      'the matrix',
      (name: string) => `/matrix?q[][pacticipant]=${name}&q[][version]=1&environment=production&latestby=cvpv`,
    ],
    ['the matrix of a pair', (name: string) => `/matrix/provider/${name}Provider/consumer/${name}?x=`],
    [
      'the head of a branch',
      (name: string) => `/pacticipants/${name}/branches/main/latest-version/can-i-deploy/to-environment/production?x=`,
    ],
  ])('works for %s too', async (what, path) => {
    const consumer = what.replaceAll(' ', '')
    const { name } = await unverified(consumer)
    const asked = timed(`${path(consumer)}&wait=60`)
    await waiting(1)
    await world.verified(name, '1')
    expect(deployable(await asked)).toBe(true)
  })

  test('works from tag to tag too, and for other forms of the answer', async () => {
    const { name } = await unverified('Tagged')
    await world.placed('TaggedProvider', '1', { tags: ['live'] })
    const path = '/pacticipants/Tagged/latest-version/dev/can-i-deploy/to/live?wait=60'
    const asked = [timed(path), broker.get(path, { accept: 'text/plain' })] as const
    await waiting(2)
    await world.verified(name, '1')
    const [json, text] = await Promise.all(asked)
    expect(deployable(json)).toBe(true)
    expect(text.text).toContain('Deployable: true')
  })

  test('a failure is an answer as well, even while other results are missing', async () => {
    const { name } = await unverified('F')
    await world.published('F', '1', { for: 'FOther', content: 'o', branch: 'main' })
    await world.placed('FOther', '1', { branch: 'main' })
    await world.deployed('FOther', '1', { environment: production })
    const asked = timed(question('F'))
    await waiting(1)
    await world.verified(name, '1', { success: false })
    expect((await asked).reply.json.summary).toMatchObject({ failed: 1, unknown: 1 })
  })

  test('waits on while only a part of what is missing has come', async () => {
    const { name } = await unverified('Two')
    await world.published('Two', '1', { for: 'TwoOther', content: 'o', branch: 'main' })
    await world.placed('TwoOther', '1', { branch: 'main' })
    await world.deployed('TwoOther', '1', { environment: production })
    const asked = timed(question('Two'))
    await waiting(1)
    await world.verified(name, '1')
    expect(broker.context.waiting.size).toBe(1)
    await world.verified({ consumer: 'Two', provider: 'TwoOther', content: 'o' }, '1')
    expect(deployable(await asked)).toBe(true)
  })

  test('a deployment can be what is waited for', async () => {
    await world.published('D', '1', { for: 'DProvider', content: 'a', branch: 'main' })
    await world.verified({ consumer: 'D', provider: 'DProvider', content: 'a' }, '1')
    const asked = timed(question('D'))
    await waiting(1)
    await world.deployed('DProvider', '1', { environment: production })
    expect(deployable(await asked)).toBe(true)
  })

  test('when the time is over, answers what there is, with what changed without an event', async () => {
    await unverified('Late')
    const late = await timed(question('Late', 1))
    expect(deployable(late)).toBeNull()
    expect(late.ms).toBeGreaterThanOrEqual(1000)

    const { name } = await unverified('Retagged')
    await world.placed('RetaggedProvider', '1', { tags: ['live'] })
    await world.placed('RetaggedProvider', '2', {})
    await world.verified(name, '2')
    const asked = timed('/can-i-deploy?pacticipant=Retagged&version=1&to=live&wait=1')
    await waiting(1)
    await world.placed('RetaggedProvider', '2', { tags: ['live'] })
    expect(deployable(await asked)).toBe(true)
  })

  test('what is decided is answered at once', async () => {
    const { name } = await unverified('Decided')
    await world.verified(name, '1')
    const { ms, reply } = await timed(question('Decided'))
    expect(reply.json.summary.deployable).toBe(true)
    expect(ms).toBeLessThan(10_000)
  })

  test('equal questions are asked once for all, and only about what concerns them', async () => {
    const { name } = await unverified('Many')
    const asked = Array.from({ length: 30 }, () => timed(question('Many')))
    await waiting(30)
    const stream = await openEventStream(`${broker.url}/events?pacticipant=Elsewhere&kind=contract_published`)
    await world.published('Elsewhere', '1', { for: 'ElsewhereProvider', content: 'a' })
    await world.published('Elsewhere', '2', { for: 'ManyProvider', content: 'a' })
    await stream.until(({ length }) => length === 2)
    await stream.close()
    expect(broker.context.waiting.size).toBe(30)
    const before = statements
    await world.verified(name, '1')
    expect((await Promise.all(asked)).map(deployable)).toEqual(Array.from({ length: 30 }, () => true))
    expect(statements - before).toBeLessThan(30)
  })

  test('a client that hangs up no longer waits', async () => {
    await unverified('Gone')
    const controller = new AbortController()
    const asked = fetch(broker.url + question('Gone'), { signal: controller.signal })
    await waiting(1)
    controller.abort()
    await expect(asked).rejects.toThrow('aborted')
    await waiting(0)
  })

  test('everybody is answered when the broker is stopped', async () => {
    const stopped = await startTestBroker()
    const other = new VerificationWorld(stopped)
    await other.environment('production', true)
    await other.published('S', '1', { for: 'SProvider', content: 'a' })
    const asked = [stopped.get(question('S')), stopped.get(question('S'))]
    while (stopped.context.waiting.size < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    stopped.context.events.endSubscriptions()
    const replies = await Promise.all(asked)
    expect(replies.map(({ json }) => json.summary.deployable)).toEqual([null, null])
    // Also those who come late.
    expect((await stopped.get(question('S'))).json.summary.deployable).toBeNull()
    await stopped.stop()
  })

  test.each(['61', '-1', '1.5', 'long', '1e1', '0060'])('%s is refused', async (wait) => {
    await unverified('Refused')
    const rule = 'must be a whole number of seconds from 0 to 60'
    const canIDeploy = await broker.get(question('Refused', wait))
    expect([canIDeploy.status, canIDeploy.json]).toEqual([400, { errors: { wait: [rule] } }])
    const matrix = await broker.get(`/matrix?q[][pacticipant]=Refused&wait=${wait}`)
    expect([matrix.status, matrix.json]).toEqual([400, { errors: [`The wait ${rule}.`] }])
    const branch = '/pacticipants/Refused/branches/main/latest-version/can-i-deploy/to-environment/production'
    const form = await broker.get(`${branch}?wait=${wait}`)
    expect([form.status, form.json]).toEqual([400, { errors: { wait: [rule] } }])
  })
})
