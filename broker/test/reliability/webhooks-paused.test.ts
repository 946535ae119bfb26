// Targets that fail, jobs that are run again, and what is forgotten.

import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sql } from 'kysely'
import { cleanDeliveries } from '../../src/webhooks/delivery-cleaning.command.ts'
import { deliver, giveUpAttempt } from '../../src/webhooks/deliver.command.ts'
import { deliverWebhook } from '../../src/webhooks/delivery-job.ts'
import { publish, pact, request } from '../support/publications.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { type Receiver, callsLoopback, createWebhook, startReceiver } from '../support/webhook-receiver.ts'

let broker: TestBroker
let receiver: Receiver

beforeEach(async () => {
  receiver = await startReceiver()
})

afterEach(async () => {
  await broker.stop()
  await receiver.stop()
})

async function start(config: Parameters<typeof startTestBroker>[0] & object = {}) {
  broker = await startTestBroker({ ...config, config: { ...callsLoopback, ...config.config } })
}

const published = (version: string) => publish(broker, version, { contracts: { PA: pact([request('one')]) } })

async function deliveries(uuid: string) {
  return (await broker.get(`/webhooks/${uuid}/triggered-webhooks`)).json._embedded.triggeredWebhooks
}

const logOf = async (uuid: string) =>
  (await broker.get(`/triggered-webhooks/${uuid}/logs`, { accept: 'text/plain' })).text

async function until(check: () => Promise<void>): Promise<void> {
  await vi.waitFor(check, { timeout: 20_000, interval: 50 })
}

describe('a target that keeps failing', () => {
  test('is left alone for a while, and tried by one call after it', async () => {
    const pausing = { webhookPauseAfterFailures: 3, webhookPauseSeconds: 3, webhookRetrySchedule: [0, 0, 0] }
    await start({ runsJobs: true, config: pausing })
    receiver.answerWith((_received, response) => response.writeHead(500).end())
    const uuid = await createWebhook(broker, receiver.url)
    await published('1')
    await until(async () => expect((await deliveries(uuid))[0]).toHaveProperty('paused'))
    const [first] = await deliveries(uuid)
    expect(first).toMatchObject({ status: 'retrying', attemptsMade: 3, attemptsRemaining: 1 })
    expect(first.paused.reason).toBe(`${receiver.url} failed 3 times in a row: it answered 500`)
    expect(receiver.received).toHaveLength(3)

    // What comes up meanwhile waits as well, and none of its attempts is used up.
    await published('2')
    await until(async () => {
      const [second] = await deliveries(uuid)
      expect(await logOf(second.uuid)).toContain(`Postponed: ${receiver.url} is paused until`)
    })
    expect((await deliveries(uuid))[0]).toMatchObject({ status: 'not_run', attemptsMade: 0, attemptsRemaining: 4 })
    expect(receiver.received).toHaveLength(3)

    receiver.answerWith((_received, response) => response.end())
    await until(async () => {
      for (const delivery of await deliveries(uuid)) expect(delivery.status).toBe('success')
    })
    const [second, again] = await deliveries(uuid)
    expect([second.attemptsMade, again.attemptsMade]).toEqual([1, 4])
    expect(second).not.toHaveProperty('paused')
    const { rows } = await sql`select consecutive_failures, paused_until from webhook_targets`.execute(broker.db)
    expect(rows).toEqual([{ consecutive_failures: 0, paused_until: null }])
  })

  test('after a pause gets one call, however many wait', async () => {
    await start({ config: { webhookPauseAfterFailures: 1, webhookPauseSeconds: 1, webhookTimeoutSeconds: 3 } })
    const uuid = await createWebhook(broker, receiver.url)
    for (const version of ['1', '2', '3']) await published(version)
    const waiting = (await deliveries(uuid)).map((one: { uuid: string }) => ({ uuid: one.uuid, attempt: 1 }))
    await sql`
      insert into webhook_targets (origin, consecutive_failures, paused_at, paused_until)
      values (${receiver.url}, 5, now(), now() - interval '1 second')`.execute(broker.db)
    receiver.answerWith((_received, response) => void delay(300).then(() => response.end()))
    await Promise.all(waiting.map((attempt: { uuid: string; attempt: number }) => deliver(broker.context, attempt)))
    expect(receiver.received).toHaveLength(1)
    const statuses = (await deliveries(uuid)).map(({ status }: { status: string }) => status)
    expect(statuses.toSorted()).toEqual(['not_run', 'not_run', 'success'])
    // The others do not wait for as long as that call might have taken.
    const { rows } = await sql`
      select triggered_webhooks.next_attempt_at <= now() + interval '3 seconds' as soon from triggered_webhooks
      where triggered_webhooks.status = 'not_run'`.execute(broker.db)
    expect(rows).toEqual([{ soon: true }, { soon: true }])
  })

  test('is not one that answers, though it refuses', async () => {
    await start({ runsJobs: true, config: { webhookPauseAfterFailures: 1, webhookRetrySchedule: [0, 0] } })
    receiver.answerWith((_received, response) => response.writeHead(404).end())
    const uuid = await createWebhook(broker, receiver.url)
    await published('1')
    await until(async () => expect((await deliveries(uuid))[0].status).toBe('failure'))
    expect(receiver.received).toHaveLength(3)
  })
})

describe('a job that is run again', () => {
  test('sends nothing that is noted already', async () => {
    await start({ config: { webhookRetrySchedule: [600] } })
    receiver.answerWith((_received, response) => response.writeHead(500).end())
    const uuid = await createWebhook(broker, receiver.url)
    await published('1')
    const [{ uuid: delivery }] = await deliveries(uuid)
    await deliver(broker.context, { uuid: delivery, attempt: 1 })
    await deliver(broker.context, { uuid: delivery, attempt: 1 })
    expect(receiver.received).toHaveLength(1)
    // Nor before its time.
    await deliver(broker.context, { uuid: delivery, attempt: 2 })
    expect(receiver.received).toHaveLength(1)
  })

  test('at the same time as itself is noted once, and goes on once', async () => {
    await start({ config: { webhookRetrySchedule: [600] } })
    receiver.answerWith((_received, response) => response.writeHead(500).end())
    const uuid = await createWebhook(broker, receiver.url)
    await published('1')
    const [{ uuid: delivery }] = await deliveries(uuid)
    const attempt = { uuid: delivery, attempt: 1 }
    await Promise.all([deliver(broker.context, attempt), deliver(broker.context, attempt)])
    expect((await deliveries(uuid))[0]).toMatchObject({ status: 'retrying', attemptsMade: 1 })
    const { rows } = await sql<{ attempt: number }>`
      select (job.data ->> 'attempt')::integer as attempt from pgboss.job
      where job.name = 'deliver-webhook' order by 1`.execute(broker.db)
    expect(rows).toEqual([{ attempt: 1 }, { attempt: 2 }])
  })

  test('in vain counts as an attempt that failed', async () => {
    await start({ config: { webhookRetrySchedule: [600] } })
    const uuid = await createWebhook(broker, receiver.url)
    await published('1')
    const [{ uuid: delivery }] = await deliveries(uuid)
    await giveUpAttempt(broker.context, { uuid: delivery, attempt: 1 })
    expect((await deliveries(uuid))[0]).toMatchObject({ status: 'retrying', attemptsMade: 1, attemptsRemaining: 1 })
    expect(await logOf(delivery)).toContain('Each time that it was begun, the broker ended or failed')
  })
})

test('a delivery that cannot even be begun fails where people see it', async () => {
  await start({ runsJobs: true, config: { webhookRetrySchedule: [] } })
  const uuid = await createWebhook(broker, receiver.url)
  const webhook = await broker.db.selectFrom('webhooks').select('id').executeTakeFirstOrThrow()
  await broker.db
    .insertInto('triggered_webhooks')
    .values({
      uuid: 'unreadable',
      webhook_id: webhook.id,
      webhook_uuid: uuid,
      event_name: 'contract_published',
      event_context: '"not what there should be"',
      status: 'not_run',
    })
    .execute()
  await broker.context.jobs.send(broker.db, { type: deliverWebhook, data: [{ uuid: 'unreadable', attempt: 1 }] })
  await vi.waitFor(async () => expect((await deliveries(uuid))[0].status).toBe('failure'), {
    timeout: 60_000,
    interval: 200,
  })
  expect(await logOf('unreadable')).toContain('Each time that it was begun')
})

test('deliveries are forgotten after their time, with their logs, unless they are still under way', async () => {
  await start({ runsJobs: true, config: { webhookDeliveryRetentionDays: 5, webhookRetrySchedule: [600] } })
  receiver.answerWith(({ body }, response) => response.writeHead(body.includes('fails') ? 500 : 200).end())
  const uuid = await createWebhook(broker, receiver.url, { request: { body: '${pactbroker.consumerVersionNumber}' } })
  for (const version of ['old', 'old fails', 'new']) await published(version)
  await until(async () => {
    const statuses = (await deliveries(uuid)).map(({ status }: { status: string }) => status)
    expect(statuses).toEqual(['success', 'retrying', 'success'])
  })
  await sql`
    update triggered_webhooks set created_at = now() - interval '6 days'
    where event_context::text like '%"old%'`.execute(broker.db)
  await cleanDeliveries(broker.context)
  const left = await deliveries(uuid)
  expect(left.map(({ status }: { status: string }) => status)).toEqual(['success', 'retrying'])
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from webhook_executions`.execute(
    broker.db,
  )
  expect(rows).toEqual([{ count: 2 }])
})
