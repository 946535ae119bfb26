import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { serverPid, withDataDir } from '../support/embedded.ts'
import { pactFor } from '../support/pact-files.ts'
import { type BrokerProcess, startBrokerProcess } from '../support/process.ts'
import { publication } from '../support/publications.ts'

const WORKERS = ['a', 'b', 'c', 'd'] as const
const PROVIDERS = ['Stock', 'Prices'] as const

/** What a version publishes for a provider: no two versions the same. */
const contract = (provider: string, version: string) =>
  pactFor({ consumer: 'Shop', provider, asksFor: [version, `${version}-${provider}`] })

/** Whether the broker acknowledged the publication; when it did not, it must not have refused it either. */
async function publish(url: string, version: string, branch: string): Promise<boolean> {
  const contracts = Object.fromEntries(PROVIDERS.map((provider) => [provider, contract(provider, version)]))
  const body = JSON.stringify(publication(version, { consumer: 'Shop', branch, tags: ['dev'], contracts }))
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${url}/contracts/publish`, { method: 'POST', headers, body }).catch(() => undefined)
  if (response !== undefined && response.status !== 200) expect(response.status).toBeGreaterThanOrEqual(500)
  return response?.status === 200
}

interface Burst {
  readonly url: string
  readonly round: number
  readonly kill: () => void
}

/** Publishes without a pause until, in the middle of it, something is killed. What was acknowledged, then or still. */
async function burst({ url, round, kill }: Burst): Promise<readonly string[]> {
  const acknowledged: string[] = []
  const enough = 6 + 3 * round
  let isKilled = false
  await Promise.all(
    WORKERS.map(async (worker) => {
      for (let i = 0; !isKilled; i += 1) {
        const version = `${round}.${i}.${worker}`
        if (await publish(url, version, worker)) acknowledged.push(version)
        if (acknowledged.length < enough || isKilled) continue
        isKilled = true
        kill()
      }
    }),
  )
  return acknowledged
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
async function get(url: string): Promise<any> {
  const response = await fetch(url, { headers: { accept: 'application/hal+json' } })
  if (!response.ok) throw new Error(`GET ${url}: ${response.status}`)
  return response.json()
}

/** A server that was killed comes back by itself: until it answers. */
async function answering(url: string): Promise<void> {
  const end = Date.now() + 30_000
  for (;;) {
    const response = await fetch(`${url}/diagnostic/status/dependencies`)
    if (response.status === 200) return
    if (Date.now() > end) throw new Error('The database did not come back.')
    await delay(50)
  }
}

interface ListedVersion {
  readonly number: string
  readonly _embedded: {
    readonly branchVersions: readonly { readonly name: string }[]
    readonly tags: readonly object[]
  }
  readonly _links: { readonly 'pb:pact-versions': readonly { readonly href: string }[] }
}

/** Everything that is there is whole, and everything that was acknowledged is there. */
async function expectAll(url: string, acknowledged: readonly string[]): Promise<void> {
  const { _embedded } = await get(`${url}/pacticipants/Shop/versions`)
  const versions: readonly ListedVersion[] = _embedded.versions
  const numbers = versions.map(({ number }) => number)
  expect(acknowledged.filter((version) => !numbers.includes(version))).toEqual([])
  for (const { number, _embedded, _links } of versions) {
    expect(_embedded).toMatchObject({ branchVersions: [{ name: number.at(-1) }], tags: [{ name: 'dev' }] })
    expect(_links['pb:pact-versions']).toHaveLength(PROVIDERS.length)
  }
  for (const worker of WORKERS) {
    const newest = numbers.find((number) => number.endsWith(worker))
    if (newest === undefined) continue
    expect(await get(`${url}/pacticipants/Shop/branches/${worker}/latest-version`)).toMatchObject({ number: newest })
  }
}

/** The contracts of these versions are the ones that were published. */
async function expectContracts(url: string, versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    for (const provider of PROVIDERS) {
      const stored = await get(`${url}/pacts/provider/${provider}/consumer/Shop/version/${version}`)
      expect(stored).toMatchObject(contract(provider, version))
    }
  }
}

test.each([
  { what: 'the broker is killed', rounds: 4, broker: true, server: false },
  { what: 'its database server is killed', rounds: 4, broker: false, server: true },
  { what: 'both are killed', rounds: 2, broker: true, server: true },
])(
  'when $what in a burst of publications, $rounds times, none is lost',
  async (victims) => {
    await withDataDir(async ({ dataDir }) => {
      const acknowledged: string[] = []
      let broker: BrokerProcess = await startBrokerProcess({ on: { dataDir } })
      try {
        for (let round = 1; round <= victims.rounds; round += 1) {
          const { url } = broker
          const pid = serverPid(dataDir)
          let ended: Promise<unknown> = Promise.resolve()
          const kill = () => {
            if (victims.server && pid !== undefined) process.kill(pid, 'SIGKILL')
            if (victims.broker) ended = broker.kill()
          }
          const versions = await burst({ url, round, kill })
          await ended
          if (victims.broker) broker = await startBrokerProcess({ on: { dataDir } })
          await answering(broker.url)
          acknowledged.push(...versions)
          await expectAll(broker.url, acknowledged)
          await expectContracts(broker.url, versions)
        }
      } finally {
        await broker.stop()
      }
      expect(serverPid(dataDir)).toBeUndefined()
    })
  },
  120_000,
)
