// Signing in with a provider: a real one, through its own pages, at a broker that stands behind a proxy and below a prefix.

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { groupRoles } from '../../src/kernel/settings/group-roles.ts'
import { alsoServed } from '../support/also-served.ts'
import { client, startIdentityProvider } from '../support/identity-provider.ts'
import { signedUp } from '../support/people.ts'
import { startReverseProxy } from '../support/reverse-proxy.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'
import { expectAccessible, expectForEverybody, looks, usePages } from './support.ts'

const pages = usePages()
let provider: Awaited<ReturnType<typeof startIdentityProvider>>
let proxy: Awaited<ReturnType<typeof startReverseProxy>>
let broker: TestBroker

beforeAll(async () => {
  proxy = await startReverseProxy({ prefix: '/contracts', keepsPrefix: false, saysSo: false })
  provider = await startIdentityProvider(() => proxy.url)
  const config = {
    access: 'accounts',
    baseUrls: [proxy.url],
    oidcIssuer: provider.issuer,
    oidcClientId: client.id,
    oidcClientSecret: client.secret,
    oidcName: 'Example ID',
    oidcTeams: groupRoles.parse('devs => Checkout: contributor; leads => Checkout: maintainer'),
  } as const
  broker = await startTestBroker({ config })
  proxy.forwardTo(broker.url)
  provider.accounts.set('ada', { name: 'Ada', email: 'ada@example.org', groups: ['devs', 'leads'] })
  provider.accounts.set('alan', { name: 'Alan', groups: ['others'] })
})
afterAll(async () => {
  await proxy.stop()
  await broker.stop()
  await provider.stop()
})

const open = (path: string) => pages.open(proxy.url + path, { provider: provider.issuer })

/** On the pages of the provider, from when they have opened. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

const atExtremes = looks.slice(0, 2)

const withProvider = (page: Page) => page.getByRole('link', { name: 'Sign in with Example ID' })

async function isAt(page: Page, path: string): Promise<void> {
  await page.waitForURL(proxy.url + path)
}

describe('with the identity provider somebody', () => {
  test('comes back to the page that they wanted, is who it says, and signs out of both', async () => {
    const page = await open('/teams?q=check')
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByText('Or open the link that an administrator has made for you.').waitFor()
    await expectForEverybody(page, atExtremes)
    await withProvider(page).click()
    await signInThere(page, 'ada')
    await isAt(page, '/teams?q=check')
    await page.getByRole('link', { name: 'Checkout' }).waitFor()
    await page.goto(`${proxy.url}/sign-in?problem=denied&returnTo=%2Fteams%3Fq%3Dcheck`)
    await page.getByText('You are signed in as Ada').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.getByRole('link', { name: 'Go on' }).click()
    await isAt(page, '/teams?q=check')
    await page.getByRole('button', { name: 'Account of Ada' }).click()
    await page.getByRole('menuitem', { name: 'Profile' }).click()
    await page.getByText('ada@example.org').waitFor()
    await page.getByRole('listitem').filter({ hasText: 'Checkout maintainer' }).waitFor()
    await page.getByRole('button', { name: 'Account of Ada' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await withProvider(page).waitFor()
    await page.goto(`${proxy.url}/teams`)
    await page.getByRole('heading', { level: 1, name: 'You are not signed in' }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await withProvider(page).click()
    await page.getByPlaceholder('Enter any login').waitFor()
  })

  test('who changes their mind there is told so, and may go on', async () => {
    const page = await open('/sign-in?returnTo=/environments')
    await withProvider(page).click()
    await page.getByRole('link', { name: 'Cancel' }).click()
    await page.getByRole('alert').getByText('Example ID did not sign you in').waitFor()
    await expectForEverybody(page, atExtremes)
    await withProvider(page).click()
    await signInThere(page, 'alan')
    await isAt(page, '/environments')
    await page.getByRole('button', { name: 'Account of Alan' }).waitFor()
  })

  test('who may not come in any more is told so', async () => {
    const grace = await signedUp(broker.db, { name: 'Grace', isAdministrator: true })
    const page = await open('/sign-in')
    await withProvider(page).click()
    await signInThere(page, 'barbara')
    await page.getByRole('button', { name: 'Account of barbara' }).waitFor()
    const { headers } = grace
    const found = await broker.get('/people?q=barbara', headers)
    const [{ uuid }] = found.json._embedded.people
    await broker.request('PATCH', `/people/${uuid}`, { headers, body: { disabled: true } })
    await page.goto(`${proxy.url}/teams`)
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await withProvider(page).click()
    await page.getByRole('alert').getByText('You may not sign in any more').waitFor()
    await expectAccessible(page)
  })

  test('is told when it does not answer', async () => {
    const away = await alsoServed(broker, { baseUrls: [], oidcIssuer: 'http://127.0.0.1:9/' })
    const page = await pages.open(`${away.url}/sign-in?returnTo=/teams`)
    await withProvider(page).click()
    await page.getByRole('alert').getByText('Example ID does not answer').waitFor()
    await expectAccessible(page)
    expect(await withProvider(page).getAttribute('href')).toContain('returnTo=%2Fteams')
    await away.stop()
  })
})
