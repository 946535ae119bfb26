import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { tellOfShop } from './matrix-world.ts'
import { type Look, expectAccessible, expectForEverybody, holdAnswers, looks, usePages } from './support.ts'

const pages = usePages()
let broker: TestBroker

beforeAll(async () => {
  broker = await startTestBroker()
  await tellOfShop(broker)
})

afterAll(() => broker.stop())

const open = (path: string, look: Look = {}) => pages.open(broker.url + path, look)
const PAIR = '/matrix/provider/stock/consumer/shop'

describe('the matrix of a pair', () => {
  test('is a grid whose cells are reached by keyboard and explain themselves', async () => {
    const page = await open(PAIR)
    const cell = (name: string) => page.getByRole('button', { name })
    await cell('shop 1.2.0, stock 44: Not verified').focus()
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('shop 1.2.0-feat, stock 42: Failed')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const explanation = page.getByRole('dialog')
    await explanation.getByText('stock 42 keeps the contract of shop 1.1.0.').waitFor()
    await explanation.getByText('the same, word for word, as that of shop 1.0.0').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    expect(await page.locator(':focus').getAttribute('aria-label')).toBe('shop 1.1.0, stock 42: Verified')

    await cell('shop 1.2.0, stock 44: Not verified').click()
    await explanation.getByText('stock 44 has not verified the contract of shop 1.2.0 yet.').waitFor()
    expect(await explanation.getByRole('region', { name: 'Bring the result' }).innerText()).toContain(
      '--provider-version 44 --publish',
    )
    await page.keyboard.press('Escape')
    await expectForEverybody(page)
  })

  test('is a list as well, and the address says which', async () => {
    const page = await open(PAIR)
    await page.getByRole('link', { name: 'List' }).click()
    await page.waitForURL(`**${PAIR}?view=list`)
    await page.getByText('9 rows').waitFor()
    await page.getByRole('button', { name: 'Explain shop 1.1.0 and stock 42' }).click()
    await page.getByText('stock 42 keeps the contract of shop 1.1.0.').waitFor()
    await page.getByRole('dialog').getByRole('link', { name: 'Result' }).waitFor()
    await page.keyboard.press('Escape')
    await expectForEverybody(page, looks.slice(1, 2))
  })

  test('says so where there is no contract, and where there is no such application', async () => {
    const page = await open('/matrix/provider/shop/consumer/stock')
    await page.getByRole('heading', { name: 'Nothing to compare yet' }).waitFor()
    await page.goto(`${broker.url}/matrix/provider/shop/consumer/nobody`)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
  })
})

describe('the free form', () => {
  test('is clicked together, and its address is that of the API', async () => {
    const page = await open('/matrix')
    await page.getByRole('heading', { name: 'Ask what works together' }).waitFor()
    const first = page.getByRole('group', { name: 'Application 1' })
    await first.getByLabel('Application').fill('shop')
    await first.getByLabel('Versions').selectOption('The newest of the main branch')
    await page.getByLabel('Others').selectOption('What is in an environment')
    await page.getByRole('combobox', { name: 'Environment', exact: true }).selectOption('test')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('heading', { name: 'Results are missing' }).waitFor()
    const asked = new URL(page.url())
    expect(asked.search).toBe(
      '?q[][pacticipant]=shop&q[][mainBranch]=true&q[][latest]=true&environment=test&latestby=cvpv',
    )
    const { json } = await broker.get(asked.pathname + asked.search)
    expect(json.summary.deployable).toBeNull()
  })

  test('opens what the API is asked, and can be changed', async () => {
    const page = await open(
      '/matrix?q[][pacticipant]=shop&q[][version]=1.2.0-feat&q[][pacticipant]=stock&q[][branch]=main&latestby=cvpv',
    )
    await page.getByRole('heading', { name: 'These versions do not work together' }).waitFor()
    const second = page.getByRole('group', { name: 'Application 2' })
    expect(await second.getByLabel('Versions').inputValue()).toBe('branches')
    await expectForEverybody(page, looks.slice(2))
    await page.getByRole('checkbox', { name: 'Failed' }).check()
    await page.getByRole('button', { name: 'An application', exact: true }).click()
    await page.getByRole('group', { name: 'Left out 1' }).getByLabel('Application').fill('orders')
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('1 row', { exact: true }).waitFor()
    expect(decodeURIComponent(new URL(page.url()).search)).toContain('&ignore[][pacticipant]=orders')
    await page.getByRole('button', { name: 'Remove: Application 2' }).click()
    await page.getByRole('checkbox', { name: 'Failed' }).uncheck()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('2 rows', { exact: true }).waitFor()
    expect(new URL(page.url()).search).not.toContain('stock')
    await page.goBack()
    await second.waitFor()
  })

  test('keeps its focus, and what is changed while the answer is on its way', async () => {
    const page = await open('/matrix')
    const first = page.getByRole('group', { name: 'Application 1' })
    await first.getByLabel('Application').fill('shop')
    const answer = await holdAnswers(page, '**/matrix?*')
    await page.getByRole('button', { name: 'Compare' }).click()
    await answer.isAsked
    expect(await page.locator(':focus').innerText()).toBe('Compare')
    await first.getByLabel('Versions').selectOption('The newest of the main branch')
    answer.give()
    await page.getByRole('table').waitFor()
    expect(await first.getByLabel('Versions').inputValue()).toBe('main')
  })

  test('says what is wrong with a question', async () => {
    const page = await open('/matrix?q[][pacticipant]=nobody&q[][tagg]=x')
    await page.getByRole('alert').getByText('nobody').waitFor()
  })
})
