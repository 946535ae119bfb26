/**
 * node --conditions=@tallystick/source bench/retention.ts     what publishing costs while the broker cleans up, against otherwise
 *
 * A history of which nothing but heads is kept, so that there is work for as long as is measured. Publishing is measured
 * in turns without and with a run under way, one request after the other and four at a time; the figures are medians of
 * the turns, the ratio is the median of those of neighbours, since other programs on the machine come and go.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startBroker } from './broker.ts'
import { contractOf, publicationOf } from './contract.ts'
import { buildMesh, growHistory, providersOf, service } from './estate.ts'
import { type Send, must } from './http.ts'

const { values: options } = parseArgs({
  options: {
    versions: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '2' },
    turns: { type: 'string', default: '10' },
  },
})
const [versions, seconds, turns] = [Number(options.versions), Number(options.seconds), Number(options.turns)]

process.env['TALLYSTICK_DATABASE_CLEAN_KEEP_VERSION_SELECTORS'] = '[{"latest":true,"branch":true}]'
// A run lasts a little longer than a turn.
process.env['TALLYSTICK_DATABASE_CLEAN_DELETION_LIMIT'] = String(400 * seconds)

interface Figures {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
}

let sequence = 0

/** A version of a service with a long history: its three contracts, of which one changes every tenth time. */
function publication(): object {
  sequence += 1
  const consumer = service(0)
  const contracts = providersOf(0).map((provider) => ({
    provider,
    content: contractOf(consumer, provider, { interactions: 5, variant: `bench-${Math.floor(sequence / 10)}` }),
  }))
  return publicationOf({ consumer, version: `9.0.${sequence}`, branch: 'bench', contracts })
}

async function publishing(send: Send, atOnce: number): Promise<Figures> {
  const times: number[] = []
  const until = Date.now() + seconds * 1000
  const worker = async () => {
    while (Date.now() < until) {
      const reply = await send({ method: 'POST', path: '/contracts/publish', body: publication() })
      if (reply.status >= 300) throw new Error(`${reply.status} ${reply.text.slice(0, 400)}`)
      times.push(reply.milliseconds)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor(part * sorted.length)] ?? Number.NaN
  return { perSecond: times.length / seconds, p50: at(0.5), p95: at(0.95) }
}

interface Run {
  readonly state: string
  readonly counts: { readonly versions?: number }
  readonly _links: { readonly self: { readonly href: string } }
}

const stateOf = async (send: Send, path: string) => (await must(send, { method: 'GET', path })) as Run

async function until(send: Send, path: string, states: readonly string[]): Promise<Run> {
  for (;;) {
    const run = await stateOf(send, path)
    if (states.includes(run.state)) return run
    await delay(50)
  }
}

/** Publishing while a run is under way all the time. */
async function publishingBeside(send: Send, atOnce: number): Promise<Figures> {
  const begun = (await must(send, { method: 'POST', path: '/retention/runs', body: {} })) as Run
  const path = begun._links.self.href
  await until(send, path, ['running', 'done'])
  const figures = await publishing(send, atOnce)
  const { state } = await stateOf(send, path)
  const { counts } = await until(send, path, ['done', 'failed'])
  if (state !== 'running')
    throw new Error(`The run ended too early, after ${counts.versions} versions: more --versions`)
  return figures
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

function row(name: string, figures: readonly Figures[]): string {
  const of = (key: keyof Figures) => median(figures.map((one) => one[key])).toFixed(1)
  return `| ${[name, of('perSecond'), of('p50'), of('p95')].join(' | ')} |`
}

const broker = await startBroker()
try {
  const { send } = broker
  console.error(`a history of ${versions} versions`)
  await buildMesh(send)
  await growHistory(send, { from: 0, to: versions })
  await publishing(send, 1)
  console.log('| publishing | requests/s | p50 ms | p95 ms |\n|---|---:|---:|---:|')
  for (const atOnce of [1, 4]) {
    const pairs: { readonly without: Figures; readonly beside: Figures }[] = []
    for (let turn = 0; turn < turns; turn += 1) {
      pairs.push({ without: await publishing(send, atOnce), beside: await publishingBeside(send, atOnce) })
    }
    const title = `${atOnce} at a time`
    console.log(
      row(
        title,
        pairs.map(({ without }) => without),
      ),
    )
    console.log(
      row(
        `${title}, while old versions are deleted`,
        pairs.map(({ beside }) => beside),
      ),
    )
    const ratio = median(pairs.map(({ without, beside }) => beside.perSecond / without.perSecond))
    console.log(`| ratio | ${ratio.toFixed(2)} | | |`)
  }
} finally {
  await broker.stop()
}
