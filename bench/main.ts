/**
 * npm run bench                         everything, about a quarter of an hour; rewrites the tables of docs/performance.md
 * npm run bench -- --quick              small estates, prints the tables only
 * npm run bench -- --peer URL --peer-pids BROKER,DATABASE
 *                                       measures another broker of the same API on the mesh and keeps its figures in
 *                                       bench/peer.json, to be shown beside ours from then on
 */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startBroker } from './broker.ts'
import { buildHub, buildMesh, growHistory, service, unchangedContract } from './estate.ts'
import { type Send, clientOf } from './http.ts'
import { type Measurement, measure } from './measure.ts'
import { type Series, comparison, growth, machineText, rewritePage } from './report.ts'
import { type Scenario, hubScenarios, meshScenarios, steadyScenarios } from './scenarios.ts'

const peerFile = fileURLToPath(new URL('peer.json', import.meta.url))

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    peer: { type: 'string' },
    'peer-pids': { type: 'string' },
    seconds: { type: 'string' },
  },
})
const sizes = options.quick ? [20, 50, 100] : [200, 1000, 5000]
const steadySizes = options.quick ? [10, 50] : [100, 1000]
const seconds = Number(options.seconds ?? (options.quick ? 1 : 5))

interface Target {
  readonly send: Send
  readonly processes: { readonly broker: number; readonly database: number }
}

async function measureAll(target: Target, scenarios: readonly Scenario[]): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = []
  for (const scenario of scenarios) {
    const measurement = await measure(target, scenario, seconds)
    measurements.push(measurement)
    const { name, brokerCpu, databaseCpu, p50 } = measurement
    console.error(`  ${name}: ${brokerCpu.toFixed(2)} + ${databaseCpu.toFixed(2)} ms of CPU, p50 ${p50.toFixed(2)} ms`)
  }
  return measurements
}

async function meshSeries(target: Target): Promise<readonly Series[]> {
  await buildMesh(target.send)
  const series: Series[] = []
  let from = 0
  for (const to of sizes) {
    console.error(`mesh at ${to} versions`)
    await growHistory(target.send, { from, to })
    from = to
    series.push({ label: `${to} versions`, measurements: await measureAll(target, await meshScenarios(target.send)) })
  }
  return series
}

async function steadySeries(target: Target): Promise<readonly Series[]> {
  const series: Series[] = []
  let from = 0
  for (const to of steadySizes) {
    console.error(`one unchanged contract, ${to} × ${to} versions`)
    await unchangedContract(target.send, { from, to })
    from = to
    series.push({ label: `${to} × ${to}`, measurements: await measureAll(target, steadyScenarios(`1.0.${to}`)) })
  }
  return series
}

/** Built after the mesh is measured, since it would lengthen the lists of that. */
async function measureHub(target: Target): Promise<readonly Measurement[]> {
  console.error('a hub with 30 integrations')
  await buildHub(target.send)
  return measureAll(target, hubScenarios())
}

async function measurePeer(url: string): Promise<void> {
  const [broker = 0, database = 0] = (options['peer-pids'] ?? '').split(',').map(Number)
  const target = { send: clientOf(url), processes: { broker, database } }
  const size = sizes[1] ?? 0
  // Filling a slow broker takes long: one that is filled already is measured as it is.
  const filled = await target.send({ method: 'GET', path: `/pacticipants/${service(0)}/versions/1.0.${size}` })
  if (filled.status !== 200) {
    await buildMesh(target.send)
    await growHistory(target.send, { from: 0, to: size })
  }
  const measurements = [...(await measureAll(target, await meshScenarios(target.send))), ...(await measureHub(target))]
  await writeFile(peerFile, `${JSON.stringify({ label: `${size} versions`, measurements }, null, 2)}\n`)
}

async function readPeer(): Promise<Series | undefined> {
  try {
    return JSON.parse(await readFile(peerFile, 'utf8')) as Series
  } catch {
    return undefined
  }
}

if (options.peer === undefined) {
  const broker = await startBroker()
  try {
    const mesh = await meshSeries(broker)
    const steady = await steadySeries(broker)
    const hub = await measureHub(broker)
    const middle = mesh[1] ?? mesh[0]
    const tables = {
      machine: machineText(),
      comparison: middle
        ? comparison({ ...middle, measurements: [...middle.measurements, ...hub] }, await readPeer())
        : '',
      'growth with history': growth(mesh),
      'growth with one unchanged contract': growth(steady),
    }
    for (const [name, table] of Object.entries(tables)) console.log(`\n${name}\n\n${table}`)
    if (!options.quick) await rewritePage(tables)
  } finally {
    await broker.stop()
  }
} else {
  await measurePeer(options.peer)
}
