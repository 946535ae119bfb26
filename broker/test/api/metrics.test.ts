import { metrics } from '@tallystick/client/wire'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pact, pactPath, publish, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'

let broker: TestBroker
let now = Date.now()
const aMinuteLater = () => void (now += 60_000)

beforeAll(async () => {
  broker = await startTestBroker({ clock: () => new Date(now), config: { allowDangerousContractModification: true } })
})

afterAll(() => broker.stop())

const read = async () => metrics.parse((await broker.get('/metrics')).json)

test('are zero for an empty broker', async () => {
  expect(await read()).toEqual({
    interactions: { latestInteractionsCount: 0, latestMessagesCount: 0, latestInteractionsAndMessagesCount: 0 },
    pacticipants: { count: 0, withMainBranchSetCount: 0 },
    integrations: { count: 0 },
    pactPublications: { count: 0, first: null, last: null },
    pactVersions: { count: 0 },
    pactRevisionsPerConsumerVersion: { distribution: {} },
    verificationResults: { count: 0, successCount: 0, failureCount: 0, distinctCount: 0, first: null, last: null },
    verificationResultsPerPactVersion: { distribution: {} },
    pacticipantVersions: { count: 0, withUserCreatedBranchCount: 0, withBranchCount: 0, withBranchSetCount: 0 },
    webhooks: { count: 0 },
    tags: { count: 0, distinctCount: 0, distinctWithPacticipantCount: 0 },
    triggeredWebhooks: { count: 0 },
    webhookExecutions: { count: 0 },
    matrix: { count: -1 },
    environments: { count: 0 },
    deployedVersions: { count: 0, userCreatedCount: 0, currentlyDeployedCount: 0 },
    releasedVersions: { count: 0, currentlySupportedCount: 0 },
  })
})

test('count everything, once a minute', async () => {
  const world = new VerificationWorld(broker)
  await world.published('A', '1', { for: 'P', content: 'one', branch: 'main', tags: ['dev', 'prod'] })
  await world.published('A', '2', { for: 'P', content: 'two', branch: 'main', tags: ['dev'] })
  await world.published('B', '1', { for: 'P', content: 'three', tags: ['dev'] })
  await publish(broker, '3', {
    contracts: { PA: pact([request('one'), request('two')], { messages: [{ description: 'told', contents: {} }] }) },
  })
  // Three different contents of one version: two revisions.
  for (const name of ['x', 'y', 'z']) {
    const reply = await broker.put(pactPath('4'), pact([request(name)]))
    expect(reply.status).toBeLessThan(300)
  }
  await broker.del(pactPath('4', { consumer: 'B' }))
  const one = { consumer: 'A', provider: 'P', content: 'one' }
  await world.verified(one, '7', { success: false, branch: 'main' })
  await world.verified(one, '7', { success: true })
  await world.verified(one, '7', { success: true })
  await world.verified({ ...one, content: 'two' }, '7')
  const test = await world.environment('test')
  await world.deployed('A', '1', { environment: test })
  await world.deployed('A', '2', { environment: test })
  await world.released('A', '1', { environment: test })

  expect((await read()).pacticipants.count).toBe(0)
  aMinuteLater()
  const { pactPublications, verificationResults, ...counts } = await read()
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/)
  expect(pactPublications).toEqual({ count: 7, first: time, last: time })
  expect(verificationResults).toEqual({
    count: 4,
    successCount: 3,
    failureCount: 1,
    distinctCount: 3,
    first: time,
    last: time,
  })
  expect(counts).toEqual({
    interactions: { latestInteractionsCount: 3, latestMessagesCount: 0, latestInteractionsAndMessagesCount: 3 },
    pacticipants: { count: 5, withMainBranchSetCount: 2 },
    integrations: { count: 3 },
    pactVersions: { count: 7 },
    pactRevisionsPerConsumerVersion: { distribution: { 1: 4, 3: 1 } },
    verificationResultsPerPactVersion: { distribution: { 1: 1, 3: 1 } },
    pacticipantVersions: {
      count: 6,
      withUserCreatedBranchCount: 3,
      withBranchCount: 4,
      withBranchSetCount: 4,
    },
    webhooks: { count: 0 },
    tags: { count: 4, distinctCount: 2, distinctWithPacticipantCount: 3 },
    triggeredWebhooks: { count: 0 },
    webhookExecutions: { count: 0 },
    matrix: { count: -1 },
    environments: { count: 1 },
    deployedVersions: { count: 2, userCreatedCount: 2, currentlyDeployedCount: 1 },
    releasedVersions: { count: 1, currentlySupportedCount: 1 },
  })
})

test('count messages apart from requests', async () => {
  const messages = [{ description: 'told', contents: {} }]
  await publish(broker, '5', { contracts: { PA: pact([request('one')], { messages }) } })
  aMinuteLater()
  expect((await read()).interactions).toEqual({
    latestInteractionsCount: 3,
    latestMessagesCount: 1,
    latestInteractionsAndMessagesCount: 4,
  })
})

test('are counted once for all that ask at the same time', async () => {
  aMinuteLater()
  const replies = await Promise.all(Array.from({ length: 20 }, () => broker.get('/metrics')))
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
})
