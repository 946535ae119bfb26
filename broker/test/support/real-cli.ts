// The command line client of Pact, unchanged, against a broker process on a database of its own.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from './database.ts'
import { type PactOptions, writePactFile } from './pact-files.ts'
import { type BrokerProcess, startBrokerProcess } from './process.ts'

const script = createRequire(import.meta.url).resolve('@pact-foundation/pact-cli/bin/pact-broker.js')

export interface CliRun {
  readonly exitCode: number | null
  /** All that it printed; tables without their lines, one row a line. */
  readonly output: string
}

/** `│ Foo ┆ 1 │` becomes `Foo | 1`; rules between rows disappear. */
function readable(printed: string): string {
  return printed
    .split('\n')
    .filter((line) => !/^[┌╞├└]/.test(line))
    .map((line) =>
      line.startsWith('│')
        ? line
            .slice(1, -1)
            .split('┆')
            .map((cell) => cell.trim())
            .join(' | ')
        : line.trimEnd(),
    )
    .join('\n')
    .trim()
}

async function runCli(args: readonly string[], place: { url: string; folder: string }): Promise<CliRun> {
  const env = { PATH: process.env['PATH'], HOME: place.folder, PACT_BROKER_BASE_URL: place.url }
  const child = spawn(process.execPath, [script, ...args], {
    cwd: place.folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { exitCode, output: readable(printed) }
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
async function getJson(url: string): Promise<any> {
  const response = await fetch(url, { headers: { accept: 'application/hal+json' } })
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${await response.text()}`)
  return response.json()
}

export interface Verified {
  readonly of: string
  readonly at: string
  readonly success?: boolean
}

export type RealCli = Awaited<ReturnType<typeof startRealCli>>

interface RealCliOptions {
  /** Settings of the broker. */
  readonly env?: Readonly<Record<string, string>>
  /** What is in front of the broker: clients only know its address. */
  readonly behind?: { readonly url: string; forwardTo(url: string): void }
}

/** Stop it in `afterAll`. */
export async function startRealCli({ env = {}, behind }: RealCliOptions = {}) {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'tallystick-cli-'))
  const broker: BrokerProcess = await startBrokerProcess({ on: { databaseUrl: database.url }, env })
  behind?.forwardTo(broker.url)
  const { url } = behind ?? broker
  const pactBroker = async (...args: readonly string[]) => runCli(args, { url, folder })

  return {
    url,
    /** Runs `pact-broker …`. */
    pactBroker,
    /** Writes a contract file; where it is. */
    pactFile: (options: PactOptions) => writePactFile(folder, options),
    /** Publishes a contract of `consumer` in `version`, as its build does. */
    async published(version: string, { branch = 'main', ...contract }: PactOptions & { readonly branch?: string }) {
      const file = writePactFile(folder, contract)
      const run = await pactBroker('publish', file, '-a', version, '--branch', branch)
      if (run.exitCode !== 0) throw new Error(run.output)
    },
    /** Tells what `provider` in `version` found in the contract that `of` has with it, as its verifier does. */
    async verified(provider: string, version: string, { of, at, success = true }: Verified) {
      const contract = await getJson(`${url}/pacts/provider/${provider}/consumer/${of}/version/${at}`)
      const response = await fetch(contract._links['pb:publish-verification-results'].href, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ success, providerApplicationVersion: version }),
      })
      if (response.status !== 201) throw new Error(await response.text())
    },
    async environmentUuid(name: string): Promise<string> {
      const { _embedded } = await getJson(`${url}/environments?name=${name}`)
      return _embedded.environments[0].uuid
    },
    async stop(): Promise<void> {
      await broker.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
