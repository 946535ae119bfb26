/**
 * The main job on real services: consumers record contracts, providers verify them, the broker says what may be
 * deployed. Everything here is what a pipeline would run. `npm run demo`, or `npm run demo -- --keep` to look around
 * in the broker afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { interactions } from './demo/interactions.ts'
import { type RunningBroker, run, startBroker } from './demo/run.ts'

const vitestFile = 'node_modules/vitest/vitest.mjs'
const tally = 'client/bin/tally.js'
const began = Date.now()

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Runs one step and prints what it was, how it went and how long it took. */
async function step(title: string, work: () => Promise<string>): Promise<void> {
  const start = Date.now()
  say(`\n${styleText('bold', title)}`)
  const result = await work()
  for (const line of result.trimEnd().split('\n')) say(`    ${line}`)
  say(styleText('dim', `    ${((Date.now() - start) / 1000).toFixed(1)} s`))
}

interface Estate {
  readonly broker: RunningBroker
  readonly folder: string
}

const toBroker = ({ broker }: Estate) => ({ PACT_BROKER_BASE_URL: broker.url, PACT_DO_NOT_TRACK: 'true' })

const contractsOf = ({ folder }: Estate) => join(folder, 'contracts')

// The configuration is loaded by Node itself: nothing is written into the checkout, which may be somebody else's.
const vitest = (...args: readonly string[]) => [
  '--conditions=@tallystick/source',
  vitestFile,
  'run',
  '--configLoader',
  'native',
  ...args,
]

async function consumerTests(estate: Estate, files: readonly string[]): Promise<void> {
  await run(vitest('--root', 'examples', ...files), { env: { TALLYSTICK_CONTRACTS: contractsOf(estate) } })
}

async function publish(estate: Estate, consumer: string, version: string): Promise<string> {
  const contracts = join(contractsOf(estate), `${consumer}-*.json`)
  await run([tally, 'publish', contracts, '--consumer-app-version', version, '--branch', 'main'], {
    env: toBroker(estate),
  })
  return `published the contracts of ${consumer} ${version}`
}

async function verify(estate: Estate, provider: string, version: string): Promise<string> {
  const { code, output } = await run(vitest('--root', 'examples', '--reporter', 'tree', `${provider}.provider`), {
    env: {
      ...toBroker(estate),
      PROVIDER_VERSION: version,
      PROVIDER_BRANCH: 'main',
      PACT_BROKER_PUBLISH_VERIFICATION_RESULTS: 'true',
    },
    allow: [0, 1],
  })
  return [...interactions(output), `${provider} ${version}: its build ${code === 0 ? 'passes' : 'fails'}`].join('\n')
}

async function mayShopDeploy(estate: Estate, version: string, expected: { exitCode: 0 | 1 }): Promise<string> {
  const { output } = await run(
    [tally, 'can-i-deploy', '--pacticipant', 'shop', '--version', version, '--to-environment', 'production'],
    { env: toBroker(estate), allow: [expected.exitCode] },
  )
  return output
}

async function deploy(estate: Estate, application: string, version: string): Promise<string> {
  const flags = ['--pacticipant', application, '--version', version, '--environment', 'production']
  await run([tally, 'record-deployment', ...flags], { env: toBroker(estate) })
  return `${application} ${version} is in production`
}

async function together(works: readonly Promise<string>[]): Promise<string> {
  return (await Promise.all(works)).join('\n')
}

async function agreeing(estate: Estate): Promise<void> {
  await step('1. The consumers run their tests: out come contracts', async () => {
    await consumerTests(estate, ['shop/shop', 'shop/place-order', 'orders.consumer', 'mailer.consumer'])
    return 'shop → catalogue, shop → orders, orders → catalogue (HTTP)\nmailer → orders (an event)'
  })
  await step('2. Their pipelines publish them', () =>
    together(['shop', 'orders', 'mailer'].map((consumer) => publish(estate, consumer, '1.0.0'))),
  )
  await step('3. The providers replay them against themselves, as tests of their own, and report', () =>
    together(['catalogue', 'orders'].map((provider) => verify(estate, provider, '1.0.0'))),
  )
  await step('4. Everything is deployed, providers first, and the broker is told', async () => {
    await run([tally, 'create-environment', '--name', 'production', '--production'], { env: toBroker(estate) })
    const applications = ['catalogue', 'orders', 'mailer']
    return together(applications.map((application) => deploy(estate, application, '1.0.0')))
  })
  await step('5. May shop 1.0.0 go to production?', () => mayShopDeploy(estate, '1.0.0', { exitCode: 0 }))
  await step('   Then it goes', () => deploy(estate, 'shop', '1.0.0'))
}

async function breaking(estate: Estate): Promise<void> {
  await step('6. The shop wants to show who wrote a book, which the catalogue does not say', async () => {
    await consumerTests(estate, ['shop/'])
    return publish(estate, 'shop', '2.0.0')
  })
  await step('7. The catalogue that is in production replays its contracts again', async () => {
    const verified = await verify(estate, 'catalogue', '1.0.0')
    return `${verified}\n(what it never kept is pending: it is reported, and breaks nobody's build)`
  })
  await step('8. May shop 2.0.0 go to production?', () => mayShopDeploy(estate, '2.0.0', { exitCode: 1 }))
}

async function play(folder: string, keep: boolean): Promise<void> {
  const start = Date.now()
  const broker = await startBroker(join(folder, 'data'))
  try {
    const seconds = ((Date.now() - start) / 1000).toFixed(1)
    say(`A broker runs at ${broker.url} on a PostgreSQL of its own, started in ${seconds} s`)
    await agreeing({ broker, folder })
    await breaking({ broker, folder })
    say(`\nThe change was stopped before it reached anyone. ${((Date.now() - began) / 1000).toFixed(0)} s in all.`)
    if (keep) {
      say(`\nThe broker keeps running at ${broker.url}. Press Ctrl-C to stop it.`)
      await interrupted
    }
  } finally {
    await broker.stop()
  }
}

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } })
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
})
const folder = await mkdtemp(join(tmpdir(), 'tallystick-demo-'))
say(styleText('bold', 'Tallystick: a shop, its catalogue, its orders, its mailer'))
await play(folder, values.keep).finally(() => rm(folder, { recursive: true, force: true }))
