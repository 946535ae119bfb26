// What consumers, providers and pipelines do all day, at a fixed rate whether or not answers come; and a ledger of what the
// brokers acknowledged.

import { setTimeout as delay } from 'node:timers/promises'
import { pactFor } from '../support/pact-files.ts'
import { publication } from '../support/publications.ts'
import type { Answer, Send } from './balancer.ts'
import type { Sample } from './figures.ts'

const CONSUMERS = 8
const CHANGES_EVERY = 2
const OK = 300

export const provider = 'stock'

export interface Publication {
  readonly consumer: string
  readonly version: string
  readonly contract: ReturnType<typeof pactFor>
}

export interface Result {
  readonly path: string
  readonly consumer: string
  readonly providerVersion: string
  readonly success: boolean
}

/** What was acknowledged, and so must not be lost. */
export interface Ledger {
  readonly publications: Publication[]
  readonly results: Result[]
  readonly deployments: string[]
}

interface World {
  readonly send: Send
  readonly environment: string
  readonly ledger: Ledger
}

type Work = (world: World, turn: number) => Promise<Answer>

const consumerOf = (turn: number) => `shop-${turn % CONSUMERS}`
const pathOf = (href: string) => new URL(href).pathname

function publicationOf(turn: number): Publication {
  const consumer = consumerOf(turn)
  const variant = String(Math.floor(turn / CONSUMERS / CHANGES_EVERY))
  const contract = pactFor({ consumer, provider, asksFor: ['everything', `order ${variant}`] })
  return { consumer, version: `1.${turn}`, contract }
}

const publish: Work = async ({ send, ledger }, turn) => {
  const published = publicationOf(turn)
  const { consumer, version, contract } = published
  const body = publication(version, { consumer, branch: 'main', contracts: { [provider]: contract } })
  const answer = await send({ method: 'POST', path: '/contracts/publish', body })
  if (answer.status === 200) ledger.publications.push(published)
  return answer
}

/** The newest contract of a consumer is replayed; every tenth time the provider does not keep it. */
const verify: Work = async ({ send, ledger }, turn) => {
  const consumer = consumerOf(turn)
  const contract = await send({ method: 'GET', path: `/pacts/provider/${provider}/consumer/${consumer}/latest` })
  if (contract.status !== 200) return contract
  const success = turn % 10 !== 0
  const providerVersion = `2.${turn}`
  const body = { success, providerApplicationVersion: providerVersion, verifiedBy: { implementation: 'soak' } }
  const path = pathOf(contract.json._links['pb:publish-verification-results'].href)
  const answer = await send({ method: 'POST', path, body })
  if (answer.status === 201) {
    ledger.results.push({ path: pathOf(answer.json._links.self.href), consumer, providerVersion, success })
  }
  return answer
}

const deploy: Work = async ({ send, environment, ledger }) => {
  const newest = ledger.publications.at(-1)
  if (!newest) return { status: 200, json: undefined }
  const version = `/pacticipants/${newest.consumer}/versions/${newest.version}`
  const path = `${version}/deployed-versions/environment/${environment}`
  const answer = await send({ method: 'POST', path, body: {} })
  if (answer.status === 201) ledger.deployments.push(pathOf(answer.json._links.self.href))
  return answer
}

const get =
  (pathFor: (turn: number) => string): Work =>
  ({ send }, turn) =>
    send({ method: 'GET', path: pathFor(turn) })

/** Of the version that each of them had at first. */
const firstOf = (turn: number) => `pacticipant=${consumerOf(turn)}&version=${publicationOf(turn % CONSUMERS).version}`
const canIDeploy = get((turn) => `/can-i-deploy?${firstOf(turn)}&environment=production`)
const latest = get((turn) => `/pacts/provider/${provider}/consumer/${consumerOf(turn)}/latest`)
const matrix = get((turn) => `/matrix/provider/${provider}/consumer/${consumerOf(turn)}`)
const overview = get(() => '/dashboard')
const applications = get(() => '/pacticipants')
const forVerification: Work = ({ send }) => {
  const body = {
    providerVersionBranch: 'main',
    consumerVersionSelectors: [{ mainBranch: true }],
    includePendingStatus: true,
  }
  return send({ method: 'POST', path: `/pacts/provider/${provider}/for-verification`, body })
}

/** A third are writes. */
const mix: readonly Work[] = [
  publish,
  canIDeploy,
  verify,
  latest,
  forVerification,
  publish,
  canIDeploy,
  matrix,
  verify,
  canIDeploy,
  deploy,
  latest,
  applications,
  overview,
  canIDeploy,
]

/** What everything else needs to be there. */
export async function prepare(send: Send): Promise<World> {
  const ledger: Ledger = { publications: [], results: [], deployments: [] }
  const named = { name: 'production', displayName: 'Production', production: true }
  const made = await send({ method: 'POST', path: '/environments', body: named })
  const world = { send, environment: made.json.uuid, ledger }
  for (let turn = 0; turn < CONSUMERS; turn += 1) {
    const answer = await publish(world, turn)
    if (answer.status !== 200) throw new Error(`A first contract was answered with ${answer.status}.`)
  }
  return world
}

interface Plan {
  readonly perSecond: number
  readonly milliseconds: number
}

/** Sends until the time is over, and waits for the last answers. */
export async function load(world: World, { perSecond, milliseconds }: Plan): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  const started = performance.now()
  const since = () => performance.now() - started
  const underWay: Promise<void>[] = []
  const run = async (at: number, turn: number) => {
    const work = mix[turn % mix.length] ?? publish
    const { status } = await work(world, CONSUMERS + turn)
    samples.push({ at, milliseconds: since() - at, failed: status === 0 || status >= OK })
  }
  for (let turn = 0; (turn * 1000) / perSecond < milliseconds; turn += 1) {
    const due = (turn * 1000) / perSecond
    await delay(Math.max(0, due - since()))
    underWay.push(run(due, turn))
  }
  await Promise.all(underWay)
  return samples.toSorted((one, other) => one.at - other.at)
}
