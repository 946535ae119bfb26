/** What every kind of replay begins with: the contracts are loaded, the provider is reached, its states are at hand. */
import { type Server, createServer } from 'node:http'
import { connect } from 'node:net'
import { detectBuild } from '../ci.ts'
import { readWorkingTree } from '../git.ts'
import { type Listener, listenerOf, urlOf } from '../provider/app.ts'
import type { JsonObject } from '../contract/json.ts'
import { ContractError } from '../provider/contract-error.ts'
import type { State } from '../provider/document.ts'
import { filterIn } from '../provider/filter.ts'
import { versionOf } from '../provider/publishing.ts'
import { type ContractSource, loadContracts } from '../provider/sources.ts'
import { type StateRunner, createStateRunner } from '../provider/states.ts'
import { messageOf, within } from '../provider/within.ts'
import type { ReplayOptions } from './options.ts'
import { type ReplayRequest, requestOf, requestsOf } from './request.ts'

const DEFAULT_TIMEOUT_MS = 30_000

/**
 * A provider that nobody answers for: there was no connection. The message names its address.
 *
 * @example
 * const book = { description: 'a book', request: { method: 'GET', path: '/books/1' }, response: { status: 200 } }
 * const content = { consumer: { name: 'Shop' }, provider: { name: 'Catalogue' }, interactions: [book] }
 * await broker.publishContracts({ pacticipant: 'Shop', version: '2', contracts: [{ provider: 'Catalogue', content }] })
 *
 * const contracts = { broker: 'http://127.0.0.1:9292', selectors: [{ latest: true }] }
 * const running = runLoad({ provider: 'Catalogue', app: 'http://127.0.0.1:1', contracts })
 * const error = await running.catch((reason: unknown) => reason)
 * error instanceof ProviderUnreachableError // → true
 */
export class ProviderUnreachableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ProviderUnreachableError'
  }
}

/** A provider at its address, and what it is asked. */
export interface OpenedReplay {
  readonly baseUrl: string
  readonly requests: readonly ReplayRequest[]
  /** How many messages were left out. */
  readonly messages: number
  readonly timeoutMs: number
  /**
   * Brings the provider into the states of an interaction, and gives its request with their values. Throws a StateError.
   * Other interactions may need other states: take it back before.
   */
  setUp(request: ReplayRequest): Promise<ReplayRequest>
  /** Takes the states back. Throws a StateError. */
  tearDown(request: ReplayRequest): Promise<void>
  /** The same for several interactions with the same states: gives the values, which `filled` puts into each request. */
  setUpStates(states: readonly State[]): Promise<JsonObject>
  tearDownStates(states: readonly State[]): Promise<void>
  filled(request: ReplayRequest, values: JsonObject): ReplayRequest
  /** Always, in the end. */
  close(): Promise<void>
}

function isList(sources: ContractSource | readonly ContractSource[]): sources is readonly ContractSource[] {
  return Array.isArray(sources)
}

async function serve(listener: Listener): Promise<Server> {
  const server = createServer((request, response) => {
    const answering = async () => listener(request, response)
    answering().catch(() => {
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  return server
}

function addressOf(server: Server): string {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => {
    server.close(resolve)
  })
}

/** Throws a ProviderUnreachableError when nobody takes a connection at that address. */
export async function assertReachable(baseUrl: string, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<void> {
  const { hostname, port, protocol } = new URL(baseUrl)
  const standardPort = protocol === 'https:' ? 443 : 80
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? standardPort : Number(port) })
  const reached = new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('error', reject)
  })
  try {
    await within(reached, timeoutMs)
  } catch (cause) {
    const [one]: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause]
    throw new ProviderUnreachableError(`The provider cannot be reached at ${baseUrl}: ${messageOf(one)}.`, { cause })
  } finally {
    socket.destroy()
  }
}

function statesOf(options: ReplayOptions, requests: readonly ReplayRequest[], timeoutMs: number): StateRunner {
  const consumersOf = (state: string) => [
    ...new Set(
      requests.filter(({ states }) => states.some(({ name }) => name === state)).map(({ consumer }) => consumer),
    ),
  ]
  return createStateRunner({ handlers: options.states ?? (() => undefined), timeoutMs, consumersOf })
}

async function loadRequests(options: ReplayOptions) {
  const { provider, contracts: sources = {}, env = process.env, cwd = process.cwd() } = options
  const { branch, tags } = versionOf({ told: {}, build: detectBuild(env), tree: await readWorkingTree(cwd) })
  const loaded = await loadContracts(isList(sources) ? sources : [sources], { provider, branch, tags }, { cwd, env })
  const { headers, methods } = options
  const found = requestsOf(loaded, { filter: { ...filterIn(env), ...options.filter }, methods, headers })
  if (found.requests.length > 0) return found
  if (loaded.length > 0) throw new ContractError('No interaction over HTTP is left to be replayed: look at the filters')
  throw new ContractError(
    `There is no contract that '${provider}' must keep: is its name right, and is this the right broker or folder?`,
  )
}

/**
 * Loads the contracts and reaches the provider. Throws a ContractError when nothing is to be replayed, and a
 * ProviderUnreachableError when nobody answers.
 */
export async function openReplay(options: ReplayOptions): Promise<OpenedReplay> {
  const { app, headers, timeoutMs = DEFAULT_TIMEOUT_MS } = options
  const { requests, messages } = await loadRequests(options)
  const states = statesOf(options, requests, timeoutMs)
  const listener = await listenerOf(app)
  const server = listener && (await serve(listener))
  const baseUrl = server ? addressOf(server) : (urlOf(app) ?? '')
  await assertReachable(baseUrl, timeoutMs)
  const filled = (request: ReplayRequest, values: JsonObject) => requestOf(request.planned, { headers, values })
  return {
    baseUrl,
    requests,
    messages,
    timeoutMs,
    setUp: async (request) => filled(request, await states.setUp(request.states)),
    setUpStates: (wanted) => states.setUp(wanted),
    tearDownStates: (wanted) => states.tearDown(wanted),
    filled,
    tearDown: (request) => states.tearDown(request.states),
    async close() {
      if (server) await closed(server)
    },
  }
}
