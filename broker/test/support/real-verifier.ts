// The Verifier of Pact, unchanged, replaying contracts of a broker against a little provider.

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Matchers, Pact, type VerifierOptions } from '@pact-foundation/pact'
import { startRealCli } from './real-cli.ts'
import type { VerifierJob } from './real-verifier-process.ts'

const script = join(import.meta.dirname, 'real-verifier-process.ts')

interface VerifierRun {
  readonly passed: boolean
  /** All that it printed, without colours. */
  readonly output: string
}

/** Verifies in a process of its own. */
export async function runVerifier(job: VerifierJob): Promise<VerifierRun> {
  const env = { PATH: process.env['PATH'], PACT_DO_NOT_TRACK: 'true' }
  const child = fork(script, {
    execArgv: ['--conditions=@tallystick/source'],
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  child.send(job)
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { passed: exitCode === 0, output: printed.replaceAll(/\u001B\[[\d;]*m/g, '') }
}

/** What the provider answers, by path; anything else is 404. */
type Answers = Readonly<Record<string, object>>

/** A provider that answers with what it is given, and remembers what it was asked and told. */
async function startProvider() {
  let current: Answers = {}
  const asked: string[] = []
  const states: string[] = []
  const server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? '')
    if (url.startsWith('/_state/')) {
      states.push(url.slice('/_state/'.length))
      response.end()
      return
    }
    asked.push(`${request.method} ${url}`)
    const answer = current[url.split('?')[0] ?? '']
    response.statusCode = answer ? 200 : 404
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Changes what it answers from now on. */
    answer(next: Answers) {
      current = next
    },
    /** The requests since this was last called, sorted. */
    takeAsked: () => asked.splice(0).toSorted(),
    takeStates: () => states.splice(0),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export interface Pair {
  readonly consumer: string
  readonly provider: string
}

interface MatrixRow {
  readonly provider: { readonly version: { readonly number: string } | null }
  readonly verificationResult: { readonly success: boolean }
}

export type VerifierWorld = Awaited<ReturnType<typeof startVerifierWorld>>

/** A broker, a provider, consumers' tests that write contracts, and the verifier. Stop it in `afterAll`. */
export async function startVerifierWorld(options: Parameters<typeof startRealCli>[0] = {}) {
  const cli = await startRealCli(options)
  const provider = await startProvider()
  const folder = await mkdtemp(join(tmpdir(), 'tallystick-pacts-'))

  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  async function get(path: string): Promise<any> {
    const response = await fetch(cli.url + path, { headers: { accept: 'application/hal+json' } })
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`)
    return response.json()
  }

  return {
    ...cli,
    provider,
    get,
    newFolder: async () => mkdtemp(join(folder, 'pacts-')),
    /** The test of a consumer that asks for `path`, with the current library: the contract file that it writes. */
    async contract(pair: Pair, path: string): Promise<string> {
      const dir = await mkdtemp(join(folder, 'pacts-'))
      await new Pact({ ...pair, dir, logLevel: 'error' })
        .addInteraction()
        .uponReceiving(`a request for ${path}`)
        .withRequest('GET', path)
        .willRespondWith(200, (response) => response.jsonBody({ id: Matchers.integer(1) }))
        .executeTest(async (mock) => {
          const response = await fetch(mock.url + path)
          if (response.status !== 200) throw new Error(`The mock answered ${response.status}`)
        })
      return join(dir, `${pair.consumer}-${pair.provider}.json`)
    },
    async publish(file: string, version: string, branch = 'main'): Promise<void> {
      const run = await cli.pactBroker('publish', file, '-a', version, '--branch', branch)
      if (run.exitCode !== 0) throw new Error(run.output)
    },
    /** Verifies the contracts of the main branches, in a build of `name` on its main branch, unless told otherwise. */
    verify: (name: string, version: string, options: Partial<VerifierOptions> = {}) =>
      runVerifier({
        options: {
          provider: name,
          providerBaseUrl: provider.url,
          pactBrokerUrl: cli.url,
          consumerVersionSelectors: [{ mainBranch: true }],
          providerVersion: version,
          providerVersionBranch: 'main',
          publishVerificationResult: true,
          logLevel: 'error',
          ...options,
        },
        states: ['there is a book'],
        messages: { 'an order was placed': { orderId: 7, total: 12.5 } },
      }),
    /** What the broker knows of the contract in a consumer version: provider versions and whether they keep it. */
    async results({ consumer, provider }: Pair, version: string): Promise<readonly (readonly [string, boolean])[]> {
      const query = `q[][pacticipant]=${consumer}&q[][version]=${version}&q[][pacticipant]=${provider}&latestby=cvpv`
      const { matrix } = await get(`/matrix?${query}`)
      return matrix.flatMap(({ provider: { version }, verificationResult }: MatrixRow) =>
        version ? [[version.number, verificationResult.success]] : [],
      )
    },
    async stop(): Promise<void> {
      await provider.stop()
      await cli.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
