import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { type Receiver, callsLoopback, createWebhook, startReceiver } from '../support/webhook-receiver.ts'
import { type Look, expectAccessible, expectNoSideScroll, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker
let receiver: Receiver
let away: Receiver
let world: VerificationWorld
let paused: string

beforeAll(async () => {
  const config = {
    ...callsLoopback,
    webhookPauseAfterFailures: 1,
    webhookPauseSeconds: 600,
    webhookRetrySchedule: [600],
  }
  broker = await startTestBroker({ config, runsJobs: true })
  world = new VerificationWorld(broker)
  receiver = await startReceiver()
  away = await startReceiver()
  await world.published('shop', '1', { for: 'orders', content: 'first', branch: 'main' })
})

afterAll(async () => {
  await broker.stop()
  await receiver.stop()
  await away.stop()
})

const open = (path: string, look: Look = {}) => pages.open(broker.url + path, look)
const uuidOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? ''
const secretToken = 'Bearer geheim-geheim-geheim'

describe('webhooks', () => {
  test('are told of where there are none, and made with a preview of what they send', async () => {
    const page = await open('/webhooks')
    await page.getByRole('heading', { name: 'There are no webhooks yet' }).waitFor()
    await page.getByRole('link', { name: 'New webhook' }).click()
    await page.getByRole('heading', { name: 'New webhook' }).waitFor()
    await page.getByLabel('Description').fill('Build orders')
    await page.getByLabel('Contract published').check()
    await page.getByLabel('Verification needed').uncheck()
    await page.getByLabel('Provider', { exact: true }).selectOption('One provider, by name')
    await page.getByLabel('Name', { exact: true }).fill('orders')
    await page.getByRole('button', { name: 'Create webhook' }).click()
    await page.getByText('URL must be filled').waitFor()
    expect(await page.getByLabel('URL').evaluate((field) => field.matches(':focus'))).toBe(true)

    await page.getByLabel('URL').fill(`${receiver.url}/builds`)
    await page.getByLabel('Body').fill('{"for": ""}')
    await page.getByLabel('Body').press('ArrowLeft')
    await page.getByLabel('Body').press('ArrowLeft')
    await page.getByRole('button', { name: 'consumerName', exact: true }).click()
    expect(await page.getByLabel('Body').inputValue()).toBe('{"for": "${pactbroker.consumerName}"}')
    const preview = page.getByRole('region', { name: 'The request' })
    await preview.getByText('"shop"').waitFor()
    expect(await preview.innerText()).toMatch(/^POST \/builds HTTP\/1\.1\nhost: 127/)
    await page.getByRole('button', { name: 'Add a header' }).click()
    await page.getByLabel('Name of header 2').fill('Authorization')
    await page.getByLabel('Value of header 2').fill(secretToken)
    await page.getByRole('button', { name: 'Test without saving' }).click()
    await page.getByRole('button', { name: 'Send it now' }).click()
    await page.getByText('It works').waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).last().click()
    expect(receiver.received[0]).toMatchObject({ path: '/builds', headers: { authorization: secretToken } })

    await page.getByRole('button', { name: 'Create webhook' }).click()
    await page.getByRole('heading', { name: 'Build orders' }).waitFor()
    expect((await broker.get(`/webhooks/${uuidOf(page)}`)).json).toMatchObject({
      provider: { name: 'orders' },
      events: [{ name: 'contract_published' }],
      request: { body: '{"for": "${pactbroker.consumerName}"}', headers: { authorization: '**********' } },
    })
  })

  test('keep the secrets that nobody types anew, and ask before changes are lost', async () => {
    const page = await open('/webhooks')
    await page.getByRole('link', { name: 'Build orders' }).click()
    await page.getByLabel('Value of header 2').waitFor()
    expect(await page.content()).not.toContain('geheim')
    expect(await page.getByLabel('Value of header 2').getAttribute('placeholder')).toContain('Stored')
    await page.getByLabel('Description').fill('Build orders anew')
    await page.getByRole('link', { name: 'Deliveries' }).click()
    await page.getByRole('button', { name: 'Stay' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').waitFor()
    await page.getByRole('link', { name: 'Test', exact: true }).click()
    await page.getByRole('button', { name: 'Send it now' }).click()
    await page.getByText('It works').waitFor()
    expect(receiver.received.at(-1)?.headers.authorization).toBe(secretToken)
    expect(await page.getByRole('region', { name: 'The request' }).innerText()).toContain('authorization: ****')
    await page.getByRole('region', { name: 'The response' }).getByText('fine').waitFor()
  })

  test('tell what they sent, and send it again', async () => {
    const page = await open('/webhooks')
    await page.getByRole('link', { name: 'Build orders anew' }).click()
    await page.getByRole('link', { name: 'Deliveries' }).click()
    await page.getByRole('heading', { name: 'Nothing has been sent yet' }).waitFor()
    await world.published('shop', '2', { for: 'orders', content: 'second', branch: 'main' })
    await page.getByRole('row', { name: /Delivered Contract published shop for orders 1/ }).waitFor()
    await page.getByRole('link', { name: 'Contract published' }).click()
    const dialog = page.getByRole('dialog', { name: 'Contract published' })
    await dialog.getByText('Attempt 1').waitFor()
    await dialog.getByText('Log', { exact: true }).click()
    await dialog.getByText('Successfully executed webhook').waitFor()
    await page.reload()
    const before = page.url()
    await dialog.getByRole('button', { name: 'Redeliver' }).click()
    await dialog.getByText('Delivered again').waitFor()
    expect(page.url()).not.toBe(before)
    await dialog.getByText('Attempt 1').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    expect(await page.getByRole('row').count()).toBe(3)
  })

  test('whose target fails say so, and are tried again when a person says so', async () => {
    away.answerWith((_received, response) => response.writeHead(503).end())
    paused = await createWebhook(broker, away.url, { description: 'Tell the chat room' })
    await world.published('shop', '3', { for: 'orders', content: 'third', branch: 'main' })
    await expect.poll(async () => (await broker.get(`/webhooks/${paused}`)).json.paused).toBeDefined()
    const page = await open('/webhooks?state=paused')
    await page.getByText('1–1 of 1 webhooks').waitFor()
    expect(await page.getByRole('row').nth(1).innerText()).toMatch(/Paused\s+Tell the chat room/)
    await page.getByRole('link', { name: 'Tell the chat room' }).click()
    await page.getByRole('heading', { name: /^Paused: tried again in/ }).waitFor()
    away.answerWith((_received, response) => response.end())
    await page.getByRole('link', { name: 'Deliveries' }).click()
    await page.getByRole('row', { name: /Trying again/ }).waitFor()
    await page.getByRole('button', { name: 'Try it now' }).click()
    await page.getByRole('row', { name: /Delivered/ }).waitFor()
    await page.getByRole('heading', { name: /^Paused/ }).waitFor({ state: 'detached' })
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 360 },
  ] as const)('are for everybody: $colorScheme, $width pixels', async (look) => {
    const page = await open('/webhooks', look)
    await page.getByText('1–2 of 2 webhooks').waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
    await page.getByRole('link', { name: 'Build orders anew' }).click()
    await page.getByRole('region', { name: 'The request' }).waitFor()
    await expectAccessible(page)
    await expectNoSideScroll(page)
  })

  test('are found by what they are called and what they are for, disabled, enabled and deleted', async () => {
    const page = await open('/webhooks')
    await page.getByLabel('Event').selectOption('Branch created')
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
    await page.getByRole('link', { name: 'Show all webhooks' }).click()
    await page.getByLabel('Webhook', { exact: true }).fill('chat')
    await page.getByText('1–1 of 1 webhooks').waitFor()
    expect(new URL(page.url()).search).toBe('?q=chat')
    await page.getByRole('link', { name: 'Tell the chat room' }).click()
    await page.getByRole('button', { name: 'Disable' }).click()
    const enable = page.getByRole('button', { name: 'Enable' })
    await enable.waitFor()
    expect((await broker.get(`/webhooks/${paused}`)).json.enabled).toBe(false)
    await enable.click()
    await page.getByRole('button', { name: 'Disable' }).waitFor()
    await page.getByRole('button', { name: 'Delete' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Delete webhook' }).click()
    await page.getByText('1–1 of 1 webhooks').waitFor()
    expect((await broker.get(`/webhooks/${paused}`)).status).toBe(404)
    await page.goto(`${broker.url}/webhooks/${paused}`)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  })
})
