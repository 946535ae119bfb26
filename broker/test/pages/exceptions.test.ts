import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { VerificationWorld } from '../support/verification-world.ts'
import { expectAccessible, expectForEverybody, looks, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  const world = new VerificationWorld(broker)
  const content = 'first'
  await world.published('shop', '1.4.0', { for: 'orders', content, branch: 'main' })
  await world.verified({ consumer: 'shop', provider: 'orders', content }, '7', { success: false })
  await world.deployed('orders', '7', { environment: await world.environment('production', true) })
  await broker.patch('/pacticipants/shop', { mainBranch: 'main', displayName: 'Web shop' })
})
afterAll(() => broker.stop())

const open = (path: string) => pages.open(broker.url + path)

describe('an override', () => {
  test('is made where the answer is no, shown there, and revoked', async () => {
    const page = await open('/can-i-deploy?pacticipant=shop&environment=production')
    await page.getByRole('heading', { name: /^No: shop/ }).waitFor()
    await page.getByRole('button', { name: 'Allow it all the same' }).click()
    const dialog = page.getByRole('dialog', { name: 'Allow shop 1.4.0 to production' })
    await dialog.getByLabel('Reason').fill('no time')
    await dialog.getByLabel('For how many hours').fill('1000')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Allow it' }).click()
    await dialog.getByText('Reason must have at least 10 characters').waitFor()
    await dialog.getByLabel('Reason').fill('The new endpoint is behind a flag')
    await dialog.getByRole('button', { name: 'Allow it' }).click()
    await dialog.getByText('the end must be at most 14 days away').waitFor()
    await dialog.getByLabel('For how many hours').fill('8')
    await dialog.getByRole('button', { name: 'Allow it' }).click()
    await page.getByRole('heading', { name: /^Allowed all the same: shop/ }).waitFor()
    await page.getByText('The new endpoint is behind a flag').waitFor()
    await expectForEverybody(page, looks.slice(0, 2))
    await page.getByRole('link', { name: 'All overrides of shop here' }).click()
    const row = page.getByRole('row', { name: /In force\s+shop 1.4.0/ })
    await expectForEverybody(page)
    await row.getByRole('button', { name: 'Revoke: shop 1.4.0 to production' }).click()
    await page.getByRole('button', { name: 'Revoke override' }).click()
    await page.getByRole('row', { name: /Revoked\s+shop 1.4.0/ }).waitFor()
    await page.getByRole('link', { name: 'In force' }).click()
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
    expect(new URL(page.url()).search).toContain('state=active')
  })
})

describe('the audit log', () => {
  test('is filtered, opened, paged and exported; its address says what is shown', async () => {
    for (let index = 0; index < 51; index += 1) await broker.post('/pacticipants', { name: `service-${index}` })
    const page = await open('/audit')
    await page.getByRole('link', { name: 'Older entries' }).click()
    await page.getByRole('link', { name: 'Newest entries' }).click()
    await page.getByLabel('On what').fill('shop')
    await page.waitForURL('**/audit?subject=shop')
    await page.getByLabel('Action').selectOption('Application updated')
    await page.waitForURL('**/audit?subject=shop&action=pacticipant-updated')
    const row = page.getByRole('row', { name: /Application updated\s+shop/ })
    await row.getByText('display name').first().click()
    await row.getByText('after: Web shop').waitFor()
    await expectForEverybody(page)
    const started = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export as JSON lines' }).click()
    const lines = (await readFile(await (await started).path(), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).subject.name)).toEqual(['shop'])
    await page.getByLabel('Since').fill('2099-01-01T10:00')
    await page.getByLabel('Since').blur()
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor()
  })
})
