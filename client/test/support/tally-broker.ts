import { startTestBroker } from '../../../broker/test/support/server.ts'
import { createBrokerClient } from '../../src/index.ts'
import { runTally } from './tally.ts'
import { type Workplace, createWorkplace } from './workplace.ts'

export type TallyBroker = Awaited<ReturnType<typeof startTallyBroker>>

type Env = Readonly<Record<string, string>>

function contractOf(consumer: string, provider: string, description = 'a request') {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [
      {
        description,
        providerState: 'there is an item',
        request: { method: 'GET', path: '/' },
        response: { status: 200 },
      },
    ],
    metadata: { pactSpecification: { version: '2.0.0' } },
  }
}

interface Published {
  readonly consumer: string
  readonly provider: string
  readonly version: string
  readonly branch?: string
  readonly description?: string
}

/** A broker, a folder to work in, and `tally` in it. Stop it in `afterAll`. */
export async function startTallyBroker(options: Parameters<typeof startTestBroker>[0] = {}) {
  const server = await startTestBroker(options)
  const broker = createBrokerClient({ baseUrl: server.url })
  const workplace: Workplace = createWorkplace()
  const tallyWith = (env: Env, ...args: readonly string[]) =>
    runTally(args, { cwd: workplace.folder, env: { PACT_BROKER_BASE_URL: server.url, ...env } })

  return {
    url: server.url,
    server,
    broker,
    workplace,
    tallyWith,
    tally: (...args: readonly string[]) => tallyWith({}, ...args),
    publish: ({ consumer, provider, version, branch = 'main', description }: Published) =>
      broker.publishContracts({
        pacticipant: consumer,
        version,
        branch,
        contracts: [{ provider, content: contractOf(consumer, provider, description) }],
      }),
    /** What a version of the provider found in the newest contract of the consumer, or of its branch. */
    async verify({ consumer, provider, version, branch }: Published, success = true) {
      const found = await broker.findLatestContract({ consumer, provider, branch })
      if (!found) throw new Error('there is no contract')
      await broker.publishVerificationResult(found, {
        success,
        providerApplicationVersion: version,
        providerApplicationVersionBranch: 'main',
      })
    },
    async stop() {
      await server.stop()
      workplace.remove()
    },
  }
}
