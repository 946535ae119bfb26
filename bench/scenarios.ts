import { contractOf, publicationOf } from './contract.ts'
import { HUB, environments, providersOf, resultsUrl, service } from './estate.ts'
import { type Call, type Send, must } from './http.ts'

/** What is measured: `call` makes the next request; each may differ, so that nothing is answered from a cache. */
export interface Scenario {
  readonly name: string
  readonly call: () => Call
}

const run = Date.now().toString(36)
let sequence = 0
const next = () => (sequence += 1)

const consumer = service(0)
const provider = providersOf(0)[0] ?? ''

const get = (name: string, path: string): Scenario => ({ name, call: () => ({ method: 'GET', path }) })

function forVerification(name: string, extra: object, of = provider): Scenario {
  const body = {
    providerVersionBranch: 'main',
    consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    includePendingStatus: true,
    ...extra,
  }
  return { name, call: () => ({ method: 'POST', path: `/pacts/provider/${of}/for-verification`, body }) }
}

function publish(name: string, interactions: number): Scenario {
  const [from, to] = [`bench-${run}-${interactions}`, `bench-${run}-provider`]
  return {
    name,
    call: () => {
      const n = next()
      const content = contractOf(from, to, { interactions, variant: `${run}-${n}` })
      const contracts = [{ provider: to, content }]
      const body = publicationOf({ consumer: from, version: `1.0.${n}`, branch: 'main', contracts })
      return { method: 'POST', path: '/contracts/publish', body }
    },
  }
}

function publishThree(): Scenario {
  return {
    name: 'publish 3 contracts with a long history',
    call: () => {
      const contracts = providersOf(0).map((to) => ({
        provider: to,
        content: contractOf(consumer, to, { interactions: 5, variant: 'bench' }),
      }))
      const body = publicationOf({ consumer, version: `2.0.0-${run}.${next()}`, branch: 'bench', contracts })
      return { method: 'POST', path: '/contracts/publish', body }
    },
  }
}

async function postResult(send: Send): Promise<Scenario> {
  const pair = { consumer: `bench-${run}-verified`, provider: `bench-${run}-verifier`, version: '1.0.0' }
  const content = contractOf(pair.consumer, pair.provider, { interactions: 5, variant: '0' })
  const body = publicationOf({ ...pair, branch: 'main', contracts: [{ provider: pair.provider, content }] })
  await must(send, { method: 'POST', path: '/contracts/publish', body })
  const path = await resultsUrl(send, pair)
  const result = { success: true, verifiedBy: { implementation: 'bench', version: '1' } }
  return {
    name: 'publish a result',
    call: () => ({ method: 'POST', path, body: { ...result, providerApplicationVersion: `1.0.${next()}` } }),
  }
}

async function latestMain(send: Send): Promise<string> {
  const path = `/pacticipants/${consumer}/branches/main/latest-version`
  const version = (await must(send, { method: 'GET', path })) as { number: string }
  return version.number
}

/** The reads and writes on the mesh. */
export async function meshScenarios(send: Send): Promise<readonly Scenario[]> {
  const version = await latestMain(send)
  const uuids = await environments(send)
  const deployments = `/pacticipants/${consumer}/versions/${version}/deployed-versions/environment/${uuids['test']}`
  const pair = `q[][pacticipant]=${consumer}&q[][pacticipant]=${provider}`
  const pacts = `/pacts/provider/${provider}/consumer/${consumer}`
  return [
    get('index', '/'),
    get('can-i-deploy', `/can-i-deploy?pacticipant=${consumer}&version=${version}&environment=production`),
    get('can-i-deploy, first version', `/can-i-deploy?pacticipant=${consumer}&version=1.0.0&environment=production`),
    get('matrix of a pair', `/matrix?${pair}&latestby=cvpv&limit=100`),
    get(
      'matrix of a version with main',
      `/matrix?q[][pacticipant]=${consumer}&q[][version]=${version}&latestby=cvp&mainBranch=true&latest=true`,
    ),
    forVerification('for-verification', {}),
    forVerification('for-verification with WIP', { includeWipPactsSince: '2020-01-01' }),
    get('dashboard', '/dashboard'),
    get('latest contract', `${pacts}/latest`),
    get('contract by version', `${pacts}/version/${version}`),
    get('pacticipants', '/pacticipants'),
    {
      name: 'record a deployment',
      call: () => ({ method: 'POST', path: deployments, body: { applicationInstance: `i${next() % 4}` } }),
    },
    publish('publish 5 new interactions', 5),
    publish('publish 100 new interactions', 100),
    publishThree(),
    await postResult(send),
  ]
}

/** The reads on one contract that never changes. */
export function steadyScenarios(version: string): readonly Scenario[] {
  const [from, to] = ['steady-consumer', 'steady-provider']
  return [
    get('matrix of a pair', `/matrix?q[][pacticipant]=${from}&q[][pacticipant]=${to}&latestby=cvpv&limit=100`),
    get(
      'matrix of a version',
      `/matrix?q[][pacticipant]=${from}&q[][version]=${version}&latestby=cvp&mainBranch=true&latest=true`,
    ),
    forVerification('for-verification', {}, to),
    forVerification('for-verification with WIP', { includeWipPactsSince: '2020-01-01' }, to),
    get('latest contract', `/pacts/provider/${to}/consumer/${from}/latest`),
    get('dashboard of the pair', `/dashboard/provider/${to}/consumer/${from}`),
  ]
}

/** The reads on a service amid many others. */
export function hubScenarios(): readonly Scenario[] {
  const path = `/can-i-deploy?pacticipant=${HUB}&version=1.0.0&environment=production`
  return [get('can-i-deploy with 30 deployed integrations', path)]
}
