// A broker with a little of everything, long ago, and how it is compared with another one.

import { sql } from 'kysely'
import { type TestBroker, startTestBroker } from '../../../broker/test/support/server.ts'
import { main } from '../../src/cli/main.ts'
import { type BrokerClient, createBrokerClient } from '../../src/index.ts'

const contract = (consumer: string, provider: string, description: string) => ({
  consumer: { name: consumer },
  provider: { name: provider },
  interactions: [
    {
      description,
      request: { method: 'GET', path: '/' },
      response: { status: 200, body: { price: '1.0 ☃' } },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
})

async function verify(broker: BrokerClient, of: { readonly shop: string; readonly stock: string }, success: boolean) {
  const found = await broker.findContract({ consumer: 'Web Shop', version: of.shop, provider: 'Stock' })
  if (!found) throw new Error('the contract is not there')
  await broker.publishVerificationResult(found, {
    success,
    providerApplicationVersion: of.stock,
    providerApplicationVersionBranch: 'main',
    buildUrl: `https://ci.example.org/${of.stock}`,
    testResults: [{ interactionId: found.interactions, success }],
    verifiedBy: { implementation: 'pact', version: '1' },
  })
}

async function tell(broker: BrokerClient): Promise<void> {
  await broker.savePacticipant({ name: 'Web Shop', displayName: 'The shop', mainBranch: 'main' })
  await broker.addLabel({ pacticipant: 'Web Shop', label: 'team-a' })
  await broker.createEnvironment({ name: 'production', production: true, contacts: [{ name: 'Ann' }] })
  for (const [version, description, branch] of versions) {
    await broker.publishContracts({
      pacticipant: 'Web Shop',
      version,
      branch,
      tags: version === '2' ? ['dev'] : [],
      buildUrl: `https://ci.example.org/${version}`,
      contracts: [{ provider: 'Stock', content: contract('Web Shop', 'Stock', description) }],
    })
  }
  // The older one is the head of that branch.
  await broker.addToBranch({ pacticipant: 'Web Shop', version: '1', branch: 'feat/x y' })
  for (const [shop, stock, success] of results) await verify(broker, { shop, stock }, success)
  for (const version of ['1', '2']) {
    await broker.recordDeployment({ pacticipant: 'Web Shop', version, environment: 'production' })
  }
  await broker.recordDeployment({ pacticipant: 'Stock', version: '11', environment: 'production' })
  await broker.recordRelease({ pacticipant: 'Web Shop', version: '1', environment: 'production' })
  await broker.recordRelease({ pacticipant: 'Web Shop', version: '2', environment: 'production' })
  await broker.recordSupportEnded({ pacticipant: 'Web Shop', version: '1', environment: 'production' })
  await broker.createWebhook({
    description: 'Build',
    provider: { name: 'Stock' },
    events: ['contract_published'],
    request: {
      method: 'POST',
      url: 'https://ci.example.org/stock',
      headers: { Authorization: 'Bearer secret', 'X-Team': 'a' },
      password: 'secret',
      username: 'bob',
    },
  })
}

const versions = [
  ['1', 'a request', 'main'],
  ['2', 'a request', 'main'],
  ['3', 'another request', 'feat/x y'],
  ['4', 'another request', 'main'],
] as const

const results = [
  ['1', '10', false],
  ['1', '10', true],
  ['2', '11', true],
  ['4', '11', false],
] as const

const WITH_TIMES = [
  'versions',
  'branches',
  'contracts',
  'contract_heads',
  'deployed_versions',
  'released_versions',
  'pacticipants',
  'environments',
  'verifications',
] as const

/** Everything happened 40 days ago, hour by hour in its order. */
async function longAgo({ db }: TestBroker): Promise<void> {
  for (const table of WITH_TIMES) {
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_name = ${table} and data_type = 'timestamp with time zone' order by 1`.execute(db)
    for (const { name } of rows) {
      await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${sql.ref(name)} - interval '40 days'`.execute(db)
    }
  }
}

export interface Place {
  readonly server: TestBroker
  readonly broker: BrokerClient
}

export async function startPlace(): Promise<Place> {
  const server = await startTestBroker()
  return { server, broker: createBrokerClient({ baseUrl: server.url, retries: 0 }) }
}

/** A broker to take over. */
export async function startSource(): Promise<Place> {
  const place = await startPlace()
  await tell(place.broker)
  await longAgo(place.server)
  return place
}

/** All that there is to compare, without addresses. */
export async function factsOf({ broker, server }: Place) {
  const read = async (path: string) => {
    const { text } = await server.get(path)
    // Deployments are known by what they say; each broker names them itself.
    const shown = text.replaceAll(server.url, '').replaceAll(/((deployed|released)-versions)\/[\da-f-]{36}/g, '$1')
    return JSON.parse(shown) as Readonly<Record<string, unknown>>
  }
  const contracts = ['1', '2', '3', '4'].map(
    (version) => `/pacts/provider/Stock/consumer/Web%20Shop/version/${version}`,
  )
  const [production] = await broker.listEnvironments()
  const uuid = production?.uuid ?? ''
  return {
    applications: withoutUpdates(await read('/pacticipants/Web%20Shop')),
    versions: withoutUpdates(await read('/pacticipants/Web%20Shop/versions')),
    providerVersions: withoutUpdates(await read('/pacticipants/Stock/versions')),
    branches: inAnyOrder(withoutLinks(await read('/pacticipants/Web%20Shop/branches')), 'branches'),
    contracts: await Promise.all(contracts.map(async (path) => withoutUpdates(await read(path)))),
    results: await Promise.all(contracts.map((path) => read(path).then(({ _links }) => resultsAt(read, _links)))),
    matrix: await read('/matrix/provider/Stock/consumer/Web%20Shop'),
    deployed: inAnyOrder(
      withoutUuids(await read(`/environments/${uuid}/deployed-versions/currently-deployed`)),
      'deployedVersions',
    ),
    released: inAnyOrder(
      withoutUuids(await read(`/environments/${uuid}/released-versions/currently-supported`)),
      'releasedVersions',
    ),
    was: withoutUuids(await read(`/pacticipants/Web%20Shop/versions/1/deployed-versions/environment/${uuid}`)),
    wasSupported: withoutUuids(await read(`/pacticipants/Web%20Shop/versions/1/released-versions/environment/${uuid}`)),
    canIDeploy: await Promise.all(
      ['1', '2', '3', '4'].map((version) =>
        read(`/can-i-deploy?pacticipant=Web%20Shop&version=${version}&environment=production`),
      ),
    ),
  }
}

async function resultsAt(read: (path: string) => Promise<unknown>, links: unknown): Promise<unknown> {
  const { 'pb:pact-version': link } = links as Readonly<Record<string, { readonly href: string }>>
  return read(`${link?.href}/verification-results`)
}

/** When a row was touched last is no fact of what it says. */
const withoutUpdates = (value: unknown): unknown => without(value, ['updatedAt'])

const withoutLinks = (value: unknown): unknown => without(value, ['updatedAt', '_links'])

const withoutUuids = (value: unknown): unknown => without(value, ['updatedAt', 'uuid', '_links'])

/** What is in an environment has no order. */
function inAnyOrder(answer: unknown, name: string): readonly string[] {
  const { _embedded: lists } = answer as { readonly _embedded: Readonly<Record<string, readonly unknown[]>> }
  return (lists[name] ?? []).map((one) => JSON.stringify(one)).toSorted()
}

function without(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, names))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !names.includes(name))
  return Object.fromEntries(kept.map(([name, inner]) => [name, without(inner, names)]))
}

export interface Run {
  readonly code: number
  readonly text: string
  readonly notes: string
  readonly progress: readonly string[]
}

/** Runs tally in this process. */
export async function run(args: readonly string[], cwd = '/'): Promise<Run> {
  const [lines, notes, progress]: [string[], string[], string[]] = [[], [], []]
  const code = await main(args, {
    cwd,
    env: { TALLYSTICK_HTTP_RETRIES: '0' },
    print: (line) => void lines.push(line),
    note: (line) => void notes.push(line),
    progress: (line) => void (line && progress.push(line)),
  })
  return { code, text: lines.join('\n'), notes: notes.join('\n'), progress }
}
