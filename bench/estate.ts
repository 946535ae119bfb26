/**
 * A mesh of 50 services with 3 providers each: 150 integrations, all verified, all deployed to test and production.
 * Then a long history for the first three: every version publishes its contracts (new content every tenth time) and has
 * them verified by a new version of each provider; every fifth is on one of 20 feature branches.
 */
import { contractOf, publicationOf } from './contract.ts'
import { type Send, must } from './http.ts'

export const SERVICES = 50
const PROVIDERS_EACH = 3
const DEEP = 3
const CHANGE_EVERY = 10

export const service = (index: number): string => `svc-${String(index).padStart(2, '0')}`

export function providersOf(index: number): readonly string[] {
  return Array.from({ length: PROVIDERS_EACH }, (_, nth) => service((index + 1 + nth * 7) % SERVICES))
}

interface EnvironmentList {
  readonly _embedded: { readonly environments: readonly { readonly name: string; readonly uuid: string }[] }
}

/** The uuids of the environments test and production, made where they are missing. */
export async function environments(send: Send): Promise<Readonly<Record<string, string>>> {
  const list = async () => (await must(send, { method: 'GET', path: '/environments' })) as EnvironmentList
  const known = new Set((await list())._embedded.environments.map(({ name }) => name))
  for (const [name, production] of [['test', false] as const, ['production', true] as const]) {
    if (!known.has(name)) {
      await must(send, { method: 'POST', path: '/environments', body: { name, displayName: name, production } })
    }
  }
  return Object.fromEntries((await list())._embedded.environments.map(({ name, uuid }) => [name, uuid]))
}

/** Where results for a contract are posted. */
export async function resultsUrl(send: Send, pair: { consumer: string; provider: string; version: string }) {
  const path = `/pacts/provider/${pair.provider}/consumer/${pair.consumer}/version/${pair.version}`
  const contract = (await must(send, { method: 'GET', path })) as {
    _links: { 'pb:publish-verification-results': { href: string } }
  }
  return contract._links['pb:publish-verification-results'].href
}

interface Release {
  readonly consumer: string
  readonly providers: readonly string[]
  readonly version: string
  readonly branch: string
  readonly variant: string
}

async function publish(send: Send, { consumer, providers, version, branch, variant }: Release): Promise<void> {
  const contracts = providers.map((provider) => ({
    provider,
    content: contractOf(consumer, provider, { interactions: 5, variant }),
  }))
  const body = publicationOf({ consumer, version, branch, contracts })
  await must(send, { method: 'POST', path: '/contracts/publish', body })
}

const releaseOf = (index: number) => ({ consumer: service(index), providers: providersOf(index) })

async function verify(send: Send, href: string, result: { provider: string; version: string }): Promise<void> {
  const { provider, version } = result
  await must(send, { method: 'PUT', path: `/pacticipants/${provider}/branches/main/versions/${version}`, body: {} })
  await must(send, {
    method: 'POST',
    path: href,
    body: {
      success: true,
      providerApplicationVersion: version,
      buildUrl: `http://ci.example.org/${provider}/${version}`,
      verifiedBy: { implementation: 'bench', version: '1' },
      testResults: [{ interactionDescription: 'a request', success: true }],
    },
  })
}

async function deploy(send: Send, name: string, to: { version: string; environment: string }): Promise<void> {
  const path = `/pacticipants/${name}/versions/${to.version}/deployed-versions/environment/${to.environment}`
  await must(send, { method: 'POST', path, body: {} })
}

export async function buildMesh(send: Send): Promise<void> {
  const uuids = await environments(send)
  const all = Array.from({ length: SERVICES }, (_, index) => index)
  for (const index of all) await publish(send, { ...releaseOf(index), version: '1.0.0', branch: 'main', variant: '0' })
  for (const index of all) {
    for (const provider of providersOf(index)) {
      const href = await resultsUrl(send, { consumer: service(index), provider, version: '1.0.0' })
      await verify(send, href, { provider, version: '1.0.0' })
    }
  }
  for (const index of all) {
    for (const environment of Object.values(uuids))
      await deploy(send, service(index), { version: '1.0.0', environment })
  }
}

async function deepen(send: Send, index: number, history: { from: number; to: number }): Promise<void> {
  const uuids = await environments(send)
  const hrefs = new Map<string, string>()
  for (let n = history.from + 1; n <= history.to; n += 1) {
    const variant = String(Math.floor(n / CHANGE_EVERY))
    const version = `1.0.${n}`
    const branch = n % 5 === 3 ? `feat/${n % 20}` : 'main'
    await publish(send, { ...releaseOf(index), version, branch, variant })
    await Promise.all(
      providersOf(index).map(async (provider) => {
        const key = `${provider} ${variant}`
        const href = hrefs.get(key) ?? (await resultsUrl(send, { consumer: service(index), provider, version }))
        hrefs.set(key, href)
        await verify(send, href, { provider, version })
      }),
    )
    if (n % 10 === 0) await deploy(send, service(index), { version, environment: uuids['test'] ?? '' })
    if (n % 50 === 0) await deploy(send, service(index), { version, environment: uuids['production'] ?? '' })
  }
}

/** Brings the first services from `from` to `to` versions. */
export async function growHistory(send: Send, history: { from: number; to: number }): Promise<void> {
  await Promise.all(Array.from({ length: DEEP }, (_, index) => deepen(send, index, history)))
}

/** One contract that never changes, published by `size` consumer versions and verified by `size` provider versions. */
export async function unchangedContract(send: Send, size: { from: number; to: number }): Promise<void> {
  const [consumer, provider] = ['steady-consumer', 'steady-provider']
  const content = contractOf(consumer, provider, { interactions: 5, variant: 'steady' })
  const versions = Array.from({ length: size.to - size.from }, (_, index) => `1.0.${size.from + index + 1}`)
  let href: string | undefined
  for (const version of versions) {
    const body = publicationOf({ consumer, version, branch: 'main', contracts: [{ provider, content }] })
    await must(send, { method: 'POST', path: '/contracts/publish', body })
    href ??= await resultsUrl(send, { consumer, provider, version })
    await verify(send, href, { provider, version })
  }
}

export const HUB = 'hub'
const HUB_SIDE = 15

const aroundHub = (kind: string) => Array.from({ length: HUB_SIDE }, (_, index) => `${HUB}-${kind}-${index}`)

/** One service amid 30 others, half of them its consumers and half its providers: all verified, all in production. */
export async function buildHub(send: Send): Promise<void> {
  const release = { version: '1.0.0', branch: 'main', variant: '0' }
  const [consumers, providers] = [aroundHub('consumer'), aroundHub('provider')]
  await publish(send, { consumer: HUB, providers, ...release })
  for (const consumer of consumers) await publish(send, { consumer, providers: [HUB], ...release })
  const pairs = [
    ...providers.map((provider) => ({ consumer: HUB, provider })),
    ...consumers.map((consumer) => ({ consumer, provider: HUB })),
  ]
  for (const pair of pairs) {
    const href = await resultsUrl(send, { ...pair, version: release.version })
    await verify(send, href, { provider: pair.provider, version: release.version })
  }
  const environment = (await environments(send))['production'] ?? ''
  for (const name of [HUB, ...consumers, ...providers]) await deploy(send, name, { ...release, environment })
}
