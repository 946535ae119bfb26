/**
 * npm run bench:scaling                 what builds cost with one, two and three brokers on one database; rewrites the
 *                                       tables of docs/scaling.md
 * npm run bench:scaling -- --seconds 3  shorter, prints the tables only
 *
 * The estate of the bench with 200 versions. A build of a consumer publishes three contracts, asks whether it may deploy,
 * and records a deployment; one of a provider asks what to verify, fetches a contract and posts its result, and does
 * the same. As many builds run at once as keep every broker busy; each request goes to the next broker. CPU is counted by
 * process, so it holds although brokers, database and load share the cores; requests a second do not.
 */
import { parseArgs } from 'node:util'
import { type RunningBrokers, startBrokers } from './broker.ts'
import { contractOf, publicationOf } from './contract.ts'
import { cpuSeconds } from './cpu.ts'
import { SERVICES, buildMesh, environments, growHistory, providersOf, resultsUrl, service } from './estate.ts'
import { type Send, clientOf, must } from './http.ts'
import { percentile } from './measure.ts'
import { machineText, rewritePage, short, table } from './report.ts'

const FULL_SECONDS = 20
const BUILDS_AT_ONCE = 6
const VERSIONS = 200
const CHANGE_EVERY = 5
const MOST_BROKERS = 3

const { values: options } = parseArgs({ options: { seconds: { type: 'string', default: String(FULL_SECONDS) } } })
const seconds = Number(options.seconds)
const run = Date.now().toString(36)

type Build = (send: Send, number: number) => Promise<void>

const versionOf = (number: number) => `3.0.${number}-${run}`

async function finish(send: Send, name: string, { version, environment }: { version: string; environment: string }) {
  await must(send, { method: 'GET', path: `/can-i-deploy?pacticipant=${name}&version=${version}&environment=test` })
  const path = `/pacticipants/${name}/versions/${version}/deployed-versions/environment/${environment}`
  await must(send, { method: 'POST', path, body: {} })
}

/** Three contracts, each new every fifth time. */
function consumerBuild(environment: string): Build {
  return async (send, number) => {
    const consumer = service(number % SERVICES)
    const version = versionOf(number)
    const variant = `${run}-${Math.floor(number / SERVICES / CHANGE_EVERY)}`
    const contracts = providersOf(number % SERVICES).map((provider) => ({
      provider,
      content: contractOf(consumer, provider, { interactions: 5, variant }),
    }))
    const body = publicationOf({ consumer, version, branch: 'main', contracts })
    await must(send, { method: 'POST', path: '/contracts/publish', body })
    await finish(send, consumer, { version, environment })
  }
}

function providerBuild(environment: string): Build {
  return async (send, number) => {
    const consumer = service(number % SERVICES)
    const [provider = ''] = providersOf(number % SERVICES)
    const version = versionOf(number)
    const selectors = [{ mainBranch: true }, { deployedOrReleased: true }]
    const body = { providerVersionBranch: 'main', consumerVersionSelectors: selectors, includePendingStatus: true }
    await must(send, { method: 'POST', path: `/pacts/provider/${provider}/for-verification`, body })
    const path = await resultsUrl(send, { consumer, provider, version: '1.0.0' })
    await must(send, { method: 'PUT', path: `/pacticipants/${provider}/branches/main/versions/${version}`, body: {} })
    await must(send, { method: 'POST', path, body: { success: true, providerApplicationVersion: version } })
    await finish(send, provider, { version, environment })
  }
}

interface Figures {
  readonly brokers: number
  readonly requestsPerSecond: number
  readonly p50: number
  /** Milliseconds of CPU for each build. */
  readonly brokerCpu: number
  readonly databaseCpu: number
}

interface Counted {
  readonly send: Send
  readonly milliseconds: number[]
}

/** Asks the brokers in turn, and notes how long each answer took. */
function inTurn(urls: readonly string[]): Counted {
  const clients = urls.map(clientOf)
  const milliseconds: number[] = []
  let turn = 0
  const send: Send = async (call) => {
    const client = clients[(turn += 1) % clients.length]
    if (!client) throw new Error('There is no broker to ask.')
    const reply = await client(call)
    milliseconds.push(reply.milliseconds)
    return reply
  }
  return { send, milliseconds }
}

let builds = 0

async function keepBuilding(send: Send, build: Build, until: number): Promise<number> {
  let done = 0
  const worker = async () => {
    while (Date.now() < until) {
      await build(send, (builds += 1))
      done += 1
    }
  }
  await Promise.all(Array.from({ length: BUILDS_AT_ONCE }, worker))
  return done
}

async function measure({ urls, processes }: RunningBrokers, build: Build): Promise<Figures> {
  const { brokers, database } = processes
  const roots = { ...Object.fromEntries(brokers.map((pid, index) => [`broker ${index}`, pid])), database }
  await keepBuilding(inTurn(urls).send, build, Date.now() + seconds * 250)
  const { send, milliseconds } = inTurn(urls)
  const before = cpuSeconds(roots)
  const startedAt = Date.now()
  const done = await keepBuilding(send, build, startedAt + seconds * 1000)
  const passed = (Date.now() - startedAt) / 1000
  const used = Object.entries(cpuSeconds(roots)).map(
    ([name, total]) => [name, ((total - (before[name] ?? 0)) * 1000) / done] as const,
  )
  return {
    brokers: urls.length,
    requestsPerSecond: milliseconds.length / passed,
    p50: percentile(milliseconds, 50),
    brokerCpu: used.reduce((sum, [name, cpu]) => (name === 'database' ? sum : sum + cpu), 0),
    databaseCpu: used.find(([name]) => name === 'database')?.[1] ?? 0,
  }
}

const row = ({ brokers, brokerCpu, databaseCpu, requestsPerSecond, p50 }: Figures) => [
  String(brokers),
  short(brokerCpu),
  short(databaseCpu),
  short(1000 / brokerCpu),
  short(1000 / databaseCpu),
  short(requestsPerSecond),
  short(p50),
]

const header = [
  'brokers',
  'brokers, CPU ms per build',
  'PostgreSQL, CPU ms per build',
  'builds/s per core of a broker',
  'builds/s per core of PostgreSQL',
  'requests/s here',
  'median ms',
]

const brokers = await startBrokers()
try {
  const [url = ''] = brokers.urls
  const send = clientOf(url)
  await buildMesh(send)
  await growHistory(send, { from: 0, to: VERSIONS })
  const { test: environment = '' } = await environments(send)
  const kinds = { 'builds of consumers': consumerBuild(environment), 'builds of providers': providerBuild(environment) }
  const figures: Record<keyof typeof kinds, Figures[]> = { 'builds of consumers': [], 'builds of providers': [] }
  for (let count = 1; count <= MOST_BROKERS; count += 1) {
    if (count > 1) await brokers.add()
    for (const name of ['builds of consumers', 'builds of providers'] as const) {
      const measured = await measure(brokers, kinds[name])
      figures[name].push(measured)
      console.error(`  ${name}: ${row(measured).join(' · ')}`)
    }
  }
  const tables = {
    machine: machineText(),
    'builds of consumers': table(header, figures['builds of consumers'].map(row)),
    'builds of providers': table(header, figures['builds of providers'].map(row)),
  }
  for (const [name, text] of Object.entries(tables)) console.log(`\n${name}\n\n${text}`)
  if (seconds === FULL_SECONDS) await rewritePage(tables, 'scaling')
} finally {
  await brokers.stop()
}
