/**
 * npm run screenshots                        every page on the demo's data, light and dark, wide and narrow
 * npm run screenshots -- --broker URL        on the data of a broker that runs
 * npm run screenshots -- --readme            those of the README as well, in docs/images
 *
 * The pictures go to the folder screenshots, whose index.html shows them side by side.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type BrokerClient, createBrokerClient } from '@tallystick/client'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../support/browser.ts'
import { type PageAddress, everyPage } from './every-page.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = `${root}screenshots`

const looks = [
  { name: 'light-1280', colorScheme: 'light', width: 1280 },
  { name: 'dark-1280', colorScheme: 'dark', width: 1280 },
  { name: 'light-390', colorScheme: 'light', width: 390 },
  { name: 'dark-390', colorScheme: 'dark', width: 390 },
] as const

type Look = (typeof looks)[number]

/** Plays the demo and waits for the address of the broker that it leaves. */
async function playDemo(): Promise<{ url: string; demo: ChildProcess }> {
  const demo = spawn(process.execPath, ['--conditions=@tallystick/source', 'examples/demo.ts', '--keep'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of demo.stdout) {
    said += String(chunk)
    const url = /keeps running at (http:\S+?)\. /.exec(said)?.[1]
    if (url) return { url, demo }
  }
  throw new Error(`The demo ended before there was anything to show:\n${said}`)
}

/** What the README shows, as a window shows it. */
const inReadme = [
  { name: 'overview', file: 'overview' },
  { name: 'canIDeploy', file: 'can-i-deploy' },
  { name: 'contract', file: 'contract' },
]

const { values } = parseArgs({
  options: { broker: { type: 'string' }, readme: { type: 'boolean', default: false } },
})

const DAY_MS = 86_400_000

const webhook = {
  description: 'Build the provider when a contract wants verification',
  events: ['contract_requiring_verification_published'] as const,
  request: {
    method: 'POST',
    url: 'https://ci.example.com/build',
    headers: { 'Content-Type': 'application/json' },
    body: { contract: '${pactbroker.pactUrl}', version: '${pactbroker.providerVersionNumber}' },
  },
}

/** Whom the services of the demo belong to, and by which tokens they are built. */
async function addTeams(broker: BrokerClient): Promise<void> {
  const teams = ['Checkout', 'Logistics', 'Platform']
  for (const name of teams) await broker.createTeam({ name })
  for (const [index, { name }] of (await broker.listPacticipants()).entries()) {
    await broker.addToTeam({ team: teams[index % teams.length] ?? '', pacticipant: name })
  }
  const expiresAt = new Date(Date.now() + 90 * DAY_MS).toISOString()
  for (const team of teams) {
    const reach = { teams: [team] }
    await broker.createToken({ name: `CI of ${team}`, kind: 'system', scopes: ['publish', 'record'], reach, expiresAt })
  }
}

/** A version that was let through, with the reason. */
async function addOverride(broker: BrokerClient): Promise<void> {
  const [integration] = (await broker.getOverview())._embedded.integrations
  const [environment] = await broker.listEnvironments()
  if (!integration || !environment) return
  await broker.createOverride({
    pacticipant: integration.consumer.name,
    version: integration.consumer.version.number,
    environment: environment.name,
    reason: 'The new endpoint is behind a flag that is off until Monday',
    expiresAt: new Date(Date.now() + DAY_MS).toISOString(),
  })
}

/** Something for each page that the demo has no need of. */
async function addWhatIsMissing(url: string): Promise<void> {
  const broker = createBrokerClient({ baseUrl: url })
  await broker.createWebhook({ ...webhook, enabled: false })
  await addTeams(broker)
  await addOverride(broker)
}

interface Picture {
  readonly look: Look
  readonly page: PageAddress
  readonly file: string
  /** Down to its end, or what a window shows. */
  readonly isWhole: boolean
}

async function photograph(browser: Browser, url: string, { look, page, file, isWhole }: Picture): Promise<void> {
  const context = await browser.newContext({
    colorScheme: look.colorScheme,
    viewport: { width: look.width, height: 800 },
    reducedMotion: 'reduce',
    locale: 'en-GB',
  })
  const tab = await context.newPage()
  await tab.goto(url + page.path)
  await tab.locator('main:not(:has([data-loading])) h1').waitFor()
  await tab.screenshot({ path: file, fullPage: isWhole })
  await context.close()
}

const sheet = (addresses: readonly PageAddress[]) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screenshots</title>
<style>body { font: 14px system-ui; margin: 2rem } figure { margin: 0 } div { display: flex; gap: 1rem; align-items: start; overflow-x: auto }
img { height: 480px; border: 1px solid #ccc }</style>
${addresses
  .map(
    ({ name, path }) =>
      `<h2>${name}</h2><p>${path}</p><div>${looks
        .map(
          (look) =>
            `<a href="${name}-${look.name}.png"><img src="${name}-${look.name}.png" alt="${name}, ${look.name}"></a>`,
        )
        .join('')}</div>`,
  )
  .join('\n')}
</html>
`

async function photographForReadme(browser: Browser, url: string, addresses: readonly PageAddress[]): Promise<void> {
  for (const { name, file } of inReadme) {
    const page = addresses.find((address) => address.name === name)
    if (!page) throw new Error(`There is no page ${name}`)
    await photograph(browser, url, { look: looks[0], page, file: `${root}docs/images/${file}.png`, isWhole: false })
  }
}

async function photographAll(url: string): Promise<void> {
  const addresses = await everyPage(url)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder)
  const browser = await startBrowser()
  try {
    for (const page of addresses) {
      for (const look of looks) {
        await photograph(browser, url, { look, page, file: `${folder}/${page.name}-${look.name}.png`, isWhole: true })
      }
      process.stdout.write(`${page.name}\n`)
    }
    if (values.readme) await photographForReadme(browser, url, addresses)
  } finally {
    await browser.close()
  }
  await writeFile(`${folder}/index.html`, sheet(addresses))
  process.stdout.write(`${addresses.length * looks.length} pictures: screenshots/index.html\n`)
}

if (values.broker) {
  await photographAll(values.broker.replace(/\/$/, ''))
} else {
  const { url, demo } = await playDemo()
  try {
    await addWhatIsMissing(url)
    await photographAll(url)
  } finally {
    if (demo.exitCode === null) {
      demo.kill('SIGTERM')
      await once(demo, 'exit')
    }
  }
}
