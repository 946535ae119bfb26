import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { startAccountsWorld } from './accounts-world.ts'
import { expectAccessible, expectForEverybody, usePages } from './support.ts'

const pages = usePages()
let world: Awaited<ReturnType<typeof startAccountsWorld>>
let openBroker: TestBroker

beforeAll(async () => {
  world = await startAccountsWorld()
  openBroker = await startTestBroker()
})
afterAll(async () => {
  await world.broker.stop()
  await openBroker.stop()
})

describe('signing in', () => {
  test('by a link leads on, and the link is good for once', async () => {
    const { broker, ask, grace } = world
    const { url } = (await ask(grace, 'POST', '/people', { name: 'Edsger' })).json.signInLink
    const link = `/sign-in${new URL(url).hash}`
    const page = await pages.open(`${broker.url}/sign-in?returnTo=%2Fteams%3Fq%3Dlog${new URL(url).hash}`)
    expect(page.url()).toBe(`${broker.url}/sign-in?returnTo=%2Fteams%3Fq%3Dlog`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${broker.url}/teams?q=log`)
    await page.getByRole('button', { name: 'Account of Edsger' }).click()
    await page.getByRole('menuitem', { name: 'Profile' }).click()
    await page.getByRole('heading', { level: 1, name: 'Edsger' }).waitFor()
    await page.getByText('May read everything.').waitFor()
    await expectForEverybody(page)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await page.goto(broker.url + link)
    await page.reload()
    await page.goto(`${broker.url}/teams`)
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()
  })

  test('is offered wherever nobody is signed in, and comes back', async () => {
    const page = await pages.open(`${world.broker.url}/teams/Checkout?x=1`)
    await page.getByRole('heading', { level: 1, name: 'You are not signed in' }).waitFor()
    await expectForEverybody(page)
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByText('Open the link that an administrator has made for you').waitFor()
    expect(new URL(page.url()).searchParams.get('returnTo')).toMatch(/^\/teams\/Checkout/)
    await expectAccessible(page)
  })

  test('says what went wrong', async () => {
    const page = await pages.open(`${world.broker.url}/sign-in?problem=expired#link=long-gone`)
    await page.getByText('Signing in took too long').waitFor()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('This link was used already, has expired, or was replaced').waitFor()
  })

  test('asks the first administrator for a name', async () => {
    const page = await pages.open(`${world.broker.url}/sign-in#first=some-secret`)
    await page.getByLabel('Your name').fill('Grace')
    await page.getByRole('button', { name: 'Become administrator' }).waitFor()
    await expectAccessible(page)
  })

  test('leads away from what is not open to somebody', async () => {
    const page = await pages.open(`${world.broker.url}/people`, { session: world.sessions.alan })
    await page.getByRole('heading', { level: 1, name: 'This is not open to you' }).waitFor()
    await page.getByRole('link', { name: 'What may I do?' }).click()
    await page.getByText(/May read everything, and may publish .*'Checkout'/).waitFor()
  })
})

describe('a broker that asks nobody who they are', () => {
  test('says so, and has no sign-in', async () => {
    const page = await pages.open(`${openBroker.url}/teams`)
    await page.getByText('This broker asks nobody who they are').waitFor()
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Tokens' }).click()
    await page.getByRole('heading', { name: 'There is no token yet' }).waitFor()
    await page.goto(`${openBroker.url}/me`)
    await page.getByRole('heading', { level: 1, name: 'Profile' }).waitFor()
  })
})
