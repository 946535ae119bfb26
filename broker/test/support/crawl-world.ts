// A broker with something of everything. Whatever a link leaves open has the same value everywhere: each application is
// a consumer and a provider, has versions 1 to 3, a branch, a tag, a label, deployments and releases.

import { paths } from '@tallystick/client/wire'
import { endpoints } from '../../src/endpoints.ts'
import { signedUp } from './people.ts'
import { pactBetween, publication, request } from './publications.ts'
import type { TestBroker, TestReply } from './server.ts'

const applications = ['Shop', 'Stock', 'Mail & More'] as const
const pairs = [
  ['Shop', 'Stock'],
  ['Stock', 'Mail & More'],
  ['Mail & More', 'Shop'],
] as const

export const known: Readonly<Record<string, string>> = {
  pacticipant: 'Shop',
  consumer: 'Shop',
  provider: 'Stock',
  version: '1',
  consumerApplicationVersion: '1',
  branch: 'main',
  tag: 'prod',
  to: 'prod',
  environmentTag: 'prod',
  label: 'team a/b',
  environment: 'test',
  team: 'Checkout',
}

function created(reply: TestReply): TestReply {
  if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.text}`)
  return reply
}

export const isBuilt = (path: string) => endpoints.some((endpoint) => endpoint.path === path)

export interface CrawlWorld {
  readonly person: string
  readonly environment: string
  /** Undefined as long as there are no webhooks. */
  readonly webhook: string | undefined
  /** The identity of another content of the pair in the address. */
  otherContent(path: string): string
}

async function publishEverything(broker: TestBroker): Promise<void> {
  for (const number of ['1', '2', '3']) {
    for (const [consumer, provider] of pairs) {
      const contract = pactBetween(consumer, provider, [request('items'), request(`only in ${number}`)])
      // One version without a tag, which some links ask for.
      const tags = number === '3' ? [] : ['prod']
      const sent = publication(number, { consumer, branch: 'main', tags, contracts: { [provider]: contract } })
      created(await broker.post(paths.publishContracts, sent))
    }
  }
}

async function verifyEverything(broker: TestBroker, shas: Map<string, string>): Promise<void> {
  for (const number of ['1', '2', '3']) {
    for (const [consumer, provider] of pairs) {
      const at = `/pacts/provider/${encodeURIComponent(provider)}/consumer/${encodeURIComponent(consumer)}`
      const { json } = created(await broker.get(`${at}/version/${number}`))
      shas.set(at, json._links['pb:pact-version'].name)
      const result = {
        success: number !== '2',
        providerApplicationVersion: number,
        buildUrl: 'https://ci.example.org/1',
        testResults: { tests: [{ interactionDescription: 'items', success: true }] },
      }
      created(await broker.post(json._links['pb:publish-verification-results'].href, result))
    }
  }
}

const webhook = {
  description: 'Start the build',
  consumer: { name: 'Shop' },
  provider: { name: 'Stock' },
  events: [{ name: 'contract_published' }, { name: 'provider_verification_published' }],
  request: { method: 'POST', url: 'https://ci.example.org/build', body: { version: 1 } },
}

async function makeWebhooks(broker: TestBroker): Promise<string | undefined> {
  if (!isBuilt(paths.webhooks)) return undefined
  const pair = created(await broker.post(paths.webhooks, webhook))
  created(await broker.post(paths.webhooks, { ...webhook, provider: undefined }))
  created(await broker.post(paths.webhooks, { ...webhook, consumer: undefined }))
  created(await broker.post(paths.webhooks, { ...webhook, consumer: { label: known['label'] } }))
  created(await broker.post(paths.webhooks, { ...webhook, consumer: undefined, provider: { label: known['label'] } }))
  return pair.json.uuid
}

async function deleteSomething(broker: TestBroker): Promise<void> {
  created(await broker.post(paths.pacticipants, { name: 'Former' }))
  created(await broker.del('/pacticipants/Former'))
  const { uuid } = created(await broker.post(paths.environments, { name: 'former', production: false })).json
  created(await broker.del(`/environments/${uuid}`))
}

export async function fillCrawlWorld(broker: TestBroker): Promise<CrawlWorld> {
  const environment = created(
    await broker.post(paths.environments, { name: 'test', displayName: 'Test', production: false }),
  ).json.uuid
  created(await broker.post(paths.environments, { name: 'production', production: true }))
  for (const name of applications) created(await broker.post(paths.pacticipants, { name, mainBranch: 'main' }))
  const hook = await makeWebhooks(broker)
  await publishEverything(broker)
  const shas = new Map<string, string>()
  await verifyEverything(broker, shas)
  for (const name of applications) {
    const at = `/pacticipants/${encodeURIComponent(name)}`
    created(await broker.put(`${at}/labels/${encodeURIComponent(known['label'] ?? '')}`))
    for (const number of ['1', '2']) {
      created(await broker.put(`${at}/versions/${number}/tags/prod`))
      created(await broker.post(`${at}/versions/${number}/deployed-versions/environment/${environment}`))
      created(await broker.post(`${at}/versions/${number}/released-versions/environment/${environment}`))
    }
  }
  const allowed = { pacticipant: 'Shop', version: '1', environment: 'test', reason: 'it is behind a flag' }
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  created(await broker.post(paths.overrides, { ...allowed, expiresAt }))
  const person = await signedUp(broker.db, { name: 'Ada', teams: { Checkout: 'maintainer' } })
  created(await broker.put('/teams/Checkout/pacticipants/Shop'))
  const reach = { teams: ['Checkout'] }
  created(await broker.post(paths.tokens, { name: 'CI', kind: 'system', scopes: ['publish'], reach }))
  const trusted = { issuer: 'https://gitlab.com', audience: 'tallystick', claims: { project_path: 'acme/shop' } }
  created(await broker.post(paths.trustRules, { ...trusted, name: 'Shop', scopes: ['publish'], reach }))
  await deleteSomething(broker)
  created(await broker.post(paths.retentionRuns, { dryRun: true }))
  return {
    person: person.uuid,
    environment,
    webhook: hook,
    otherContent: (path) => shas.get(/^\/pacts\/provider\/[^/]+\/consumer\/[^/]+/.exec(path)?.[0] ?? '') ?? '',
  }
}
