/**
 * node --conditions=@tallystick/source bench/waiting.ts       what clients cost that wait for verdicts, and streams of events
 *
 * A thousand clients wait for a hundred verdicts, while nothing happens, and while others publish what does not concern
 * them; then the results come. The same for a thousand streams. CPU is that of broker and PostgreSQL, in milliseconds for
 * each second.
 */
import { Agent, type ClientRequest, type IncomingMessage, get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type RunningBroker, startBroker } from './broker.ts'
import { contractOf, publicationOf } from './contract.ts'
import { cpuSeconds } from './cpu.ts'
import { environments, resultsUrl } from './estate.ts'
import { must } from './http.ts'

const { values: options } = parseArgs({
  options: { clients: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '10' } },
})
const [clients, seconds] = [Number(options.clients), Number(options.seconds)]
const QUESTIONS = 100
const PUBLICATIONS_PER_SECOND = 20
const provider = 'waited-for'

const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
const consumerOf = (question: number) => `waiting-${question}`

async function publish(broker: RunningBroker, consumer: string, version: string) {
  const content = contractOf(consumer, provider, { interactions: 5, variant: version })
  const body = publicationOf({ consumer, version, branch: 'main', contracts: [{ provider, content }] })
  await must(broker.send, { method: 'POST', path: '/contracts/publish', body })
}

async function verify(broker: RunningBroker, consumer: string) {
  const path = await resultsUrl(broker.send, { consumer, provider, version: '1' })
  await must(broker.send, { method: 'POST', path, body: { success: true, providerApplicationVersion: '1' } })
}

function open(broker: RunningBroker, path: string, accept: string) {
  const answered = Promise.withResolvers<IncomingMessage>()
  const request: ClientRequest = get(broker.url + path, { agent, headers: { accept } }, answered.resolve)
  request.on('error', answered.reject)
  return { request, answered: answered.promise }
}

/** Milliseconds of CPU in each second. */
async function perSecond(broker: RunningBroker, during: () => Promise<unknown>) {
  const before = cpuSeconds(broker.processes)
  const startedAt = performance.now()
  await during()
  const passed = (performance.now() - startedAt) / 1000
  const after = cpuSeconds(broker.processes)
  const used = (name: 'broker' | 'database') => (((after[name] ?? 0) - (before[name] ?? 0)) * 1000) / passed
  return `${used('broker').toFixed(1)} + ${used('database').toFixed(1)}`
}

const quiet = () => delay(seconds * 1000)

let published = 0
function publishing(broker: RunningBroker) {
  return async () => {
    const end = Date.now() + seconds * 1000
    for (let due = Date.now(); due < end; due += 1000 / PUBLICATIONS_PER_SECOND) {
      await delay(Math.max(0, due - Date.now()))
      const content = contractOf('busy', 'elsewhere', { interactions: 5, variant: String((published += 1)) })
      const contracts = [{ provider: 'elsewhere', content }]
      const body = publicationOf({ consumer: 'busy', version: `1.0.${published}`, branch: 'main', contracts })
      await must(broker.send, { method: 'POST', path: '/contracts/publish', body })
    }
  }
}

async function report(broker: RunningBroker, what: string) {
  console.log(`${what}, quiet: ${await perSecond(broker, quiet)} ms of CPU per second`)
  const busy = await perSecond(broker, publishing(broker))
  console.log(`${what}, ${PUBLICATIONS_PER_SECOND} other publications per second: ${busy} ms of CPU per second`)
}

async function waitingClients(broker: RunningBroker) {
  const waiting = Array.from({ length: clients }, (_, index) => {
    const question = `pacticipant=${consumerOf(index % QUESTIONS)}&version=1&environment=production&wait=60`
    return open(broker, `/can-i-deploy?${question}`, 'application/hal+json')
  })
  await delay(3000)
  await report(broker, `${clients} clients wait for ${QUESTIONS} verdicts`)
  const startedAt = performance.now()
  const cost = await perSecond(broker, async () => {
    for (let question = 0; question < QUESTIONS; question += 1) await verify(broker, consumerOf(question))
    const answers = await Promise.all(waiting.map(({ answered }) => answered))
    for (const answer of answers) answer.resume()
    if (answers.some(({ statusCode }) => statusCode !== 200)) throw new Error('Not everybody was answered')
  })
  const ms = Math.round(performance.now() - startedAt)
  console.log(`${QUESTIONS} results answer all of them: after ${ms} ms, ${cost} ms of CPU per second`)
}

async function streams(broker: RunningBroker) {
  const following = Array.from({ length: clients }, () => open(broker, '/events?pacticipant=busy', 'text/event-stream'))
  const opened = await Promise.all(following.map(({ answered }) => answered))
  let bytes = 0
  for (const stream of opened) stream.on('data', (chunk: Buffer) => (bytes += chunk.length))
  await delay(3000)
  await report(broker, `${clients} streams of what others publish`)
  console.log(`${(bytes / clients / 1024).toFixed(1)} kB for each`)
  for (const { request } of following) request.destroy()
}

const broker = await startBroker()
try {
  const { production = '' } = await environments(broker.send)
  for (let question = 0; question < QUESTIONS; question += 1) await publish(broker, consumerOf(question), '1')
  const version = `/pacticipants/${provider}/versions/1`
  await must(broker.send, { method: 'PUT', path: version, body: {} })
  await must(broker.send, { method: 'POST', path: `${version}/deployed-versions/environment/${production}`, body: {} })
  await report(broker, 'Nobody waits')
  await waitingClients(broker)
  await streams(broker)
} finally {
  agent.destroy()
  await broker.stop()
}
