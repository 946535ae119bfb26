// A broker with a little of everything in it, and for each of its endpoints a request that is right: tests make it wrong.

import { expect } from 'vitest'
import { sql } from 'kysely'
import { paths } from '@tallystick/client/wire'
import { LINK_ISSUER } from '../../src/accounts/identity.ts'
import { hashOfSecret } from '../../src/accounts/tokens.command.ts'
import type { Connection } from '../../src/context.ts'
import { endpoints } from '../../src/endpoints.ts'
import type { Config } from '../../src/kernel/config.ts'
import { signedUp } from './people.ts'
import { pactBetween, publication, request } from './publications.ts'
import { type TestReply, startTestBroker } from './server.ts'
import { callsLoopback } from './webhook-receiver.ts'

type Endpoint = (typeof endpoints)[number]

// The older addresses of a contract have the same handlers; and one address fails on purpose.
const left: readonly string[] = [paths.pactAlias, paths.singularPact, paths.testError]
const known = endpoints.filter(({ path }) => !left.includes(path))

export const endpointsWithBody = known.filter(({ body }) => body !== undefined)
export const endpointsByMethod = Map.groupBy(known, ({ method }) => method)
export const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`
export const named = (list: readonly Endpoint[]) => list.map((endpoint) => [nameOf(endpoint), endpoint] as const)

const pacticipant = {
  name: 'Shelf',
  displayName: 'A shelf',
  repositoryUrl: 'https://example.org/shelf',
  repositoryName: 'shelf',
  repositoryNamespace: 'example',
  mainBranch: 'main',
}
const version = { buildUrl: 'https://ci.example.org/1', branch: 'main', tags: [{ name: 'dev' }] }
const environment = {
  name: 'staging',
  displayName: 'Staging',
  production: false,
  contacts: [{ name: 'Ann', details: { emailAddress: 'ann@example.org' } }],
}
const contract = pactBetween('Shop', 'Stock', [
  {
    ...request('items'),
    providerStates: [{ name: 'there are items', params: { count: 3 } }],
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { items: [{ id: 1 }] } },
  },
  { ...request('prices'), providerState: 'there are prices' },
])
const result = {
  success: true,
  providerApplicationVersion: '11',
  providerApplicationVersionBranch: 'main',
  buildUrl: 'https://ci.example.org/11',
  verificationDate: '2026-01-02T03:04:05Z',
  testResults: { tests: [{ interactionDescription: 'items', success: true, mismatches: [{ attribute: 'body' }] }] },
  verifiedBy: {
    implementation: 'pact',
    version: '1',
    clientLanguage: { name: 'TS', version: '7', testFramework: 'vitest' },
  },
}
const longAgo = '2026-01-02T03:04:05Z'
const selection = {
  providerVersionBranch: 'main',
  providerVersionTags: ['dev'],
  consumerVersionSelectors: [
    { branch: 'main', fallbackBranch: 'other', consumer: 'Shop' },
    { tag: 'dev', latest: true, fallbackTag: 'x' },
    { mainBranch: true },
    { matchingBranch: true },
    { environment: 'test', deployed: true },
    { released: true },
    { deployedOrReleased: true },
  ],
  includePendingStatus: true,
  includeWipPactsSince: '2020-01-01',
}
const webhook = {
  description: 'Build',
  consumer: { name: 'Shop', branch: 'main' },
  provider: { label: 'books', mainBranch: true },
  enabled: true,
  events: [{ name: 'contract_published' }, { name: 'provider_verification_failed' }],
  request: {
    method: 'POST',
    // It is called by those that try it out, and leads nowhere.
    url: 'http://127.0.0.1:9/${pactbroker.consumerName}',
    headers: { Accept: 'text/plain', Authorization: 'Bearer abc' },
    body: { pact: '${pactbroker.pactUrl}', list: [1] },
    username: 'ann',
    password: 'secret',
  },
  signingSecret: '0123456789abcdef',
}
const trustRule = {
  name: 'Builds of Shop',
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'tallystick',
  claims: { repository: 'acme/shop', ref: 'refs/heads/*', ref_protected: true, run_attempt: 1 },
  scopes: ['publish'],
  reach: { teams: ['Checkout'], applications: ['Shop'] },
}
const publicationOf = (number: string) => ({
  ...publication(number, { consumer: 'Shop', branch: 'main', tags: ['dev'], contracts: { Stock: contract } }),
  buildUrl: 'https://ci.example.org/1',
})

/** Of a link for signing in, which is good for once. */
const LINK_SECRET = 'a-link-for-tests'

/** A right body for each endpoint that takes one; those of different calls create different things. */
export const bodies: Readonly<Record<string, (call: string) => object>> = {
  'POST /pacticipants': (call) => ({ ...pacticipant, name: `Shelf ${call}` }),
  'PUT /pacticipants/{pacticipant}': () => pacticipant,
  'PATCH /pacticipants/{pacticipant}': () => pacticipant,
  'PUT /pacticipants/{pacticipant}/versions/{version}': () => version,
  'PATCH /pacticipants/{pacticipant}/versions/{version}': () => version,
  'PUT /pacticipants/{pacticipant}/branches/{branch}/versions/{version}': () => ({}),
  'PUT /pacticipants/{pacticipant}/versions/{version}/tags/{tag}': () => ({}),
  'PUT /pacticipants/{pacticipant}/labels/{label}': () => ({}),
  'POST /environments': (call) => ({ ...environment, name: `staging-${call}` }),
  'PUT /environments/{environment}': () => ({ ...environment, name: 'test' }),
  'POST /pacticipants/{pacticipant}/versions/{version}/deployed-versions/environment/{environment}': () => ({
    applicationInstance: 'blue',
  }),
  'POST /pacticipants/{pacticipant}/versions/{version}/released-versions/environment/{environment}': () => ({}),
  'PATCH /deployed-versions/{uuid}': () => ({ currentlyDeployed: false }),
  'PATCH /released-versions/{uuid}': () => ({ currentlySupported: false }),
  'PUT /pacts/provider/{provider}/consumer/{consumer}/version/{version}': () => contract,
  'PATCH /pacts/provider/{provider}/consumer/{consumer}/version/{version}': () => contract,
  'POST /pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/verification-results': () => result,
  'POST /pacts/provider/{provider}/consumer/{consumer}/pact-version/{sha}/metadata/{metadata}/verification-results':
    () => result,
  'POST /contracts/publish': publicationOf,
  'POST /pacts/provider/{provider}/for-verification': () => selection,
  'POST /overrides': () => ({
    pacticipant: 'Shop',
    version: '1',
    environment: 'test',
    reason: 'it is behind a flag',
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  }),
  'POST /teams': (call) => ({ name: `Team ${call}` }),
  'PUT /teams/{team}': () => ({ name: 'Checkout' }),
  'PUT /teams/{team}/members/{person}': () => ({ role: 'contributor' }),
  'POST /tokens': () => ({
    name: 'CI',
    kind: 'system',
    scopes: ['publish'],
    reach: { teams: ['Checkout'], applications: ['Shop'] },
    expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
  }),
  'POST /sign-in/link': () => ({ secret: LINK_SECRET, name: 'Ada' }),
  'POST /people': (call) => ({ name: `Person ${call}`, email: 'ada@example.org', administrator: false }),
  'PATCH /people/{uuid}': () => ({ administrator: false }),
  'POST /trust-rules': (call) => ({ ...trustRule, name: `Trusted ${call}` }),
  'PUT /trust-rules/{uuid}': () => trustRule,
  'POST /trust-rules/try': () => ({ claims: { iss: trustRule.issuer, repository: 'acme/shop', ref: ['a', 1, true] } }),
  'POST /imports': (call) => ({
    records: [
      { kind: 'environment', uuid: `taken-${call}`, name: `taken-${call}`, production: true, createdAt: longAgo },
      { kind: 'application', name: `Taken ${call}`, mainBranch: 'main', labels: ['books'], createdAt: longAgo },
      {
        kind: 'version',
        application: 'Shop',
        number: `taken ${call}`,
        createdAt: longAgo,
        branches: [{ name: 'main', createdAt: longAgo, isHead: true }],
        tags: ['dev'],
        contracts: [{ provider: 'Stock', createdAt: longAgo, content: JSON.stringify(contract) }],
        deployments: [{ environment: 'test', applicationInstance: 'red', createdAt: longAgo, undeployedAt: longAgo }],
        releases: [{ environment: 'test', createdAt: longAgo }],
      },
    ],
  }),
  'POST /retention/runs': () => ({ dryRun: true }),
  'POST /webhooks': () => webhook,
  'PUT /webhooks/{uuid}': () => webhook,
  'POST /webhooks/execute': () => webhook,
  'POST /webhooks/preview': () => ({ ...webhook, event: 'contract_published', isSigned: true }),
  'POST /webhooks/consumer/{consumer}': () => webhook,
  'POST /webhooks/provider/{provider}': () => webhook,
  'POST /webhooks/provider/{provider}/consumer/{consumer}': () => webhook,
  'POST /pacts/provider/{provider}/consumer/{consumer}/webhooks': () => webhook,
}

export function parametersOf({ path }: Endpoint): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
}

// A stack, or words of what the broker is made of.
const INSIDES = /\n\s*at |node_modules|\.ts:\d|\.js:\d|kysely|postgres|SQLSTATE|syntax error at|violates|"undefined"/i

/** What holds for every answer to whatever input: it is not the broker's fault, and it tells nothing of its insides. */
export function expectAnswer(reply: TestReply, about: unknown): void {
  expect({ about, status: reply.status, text: reply.text.slice(0, 300) }).toMatchObject({
    status: expect.toSatisfy((status: number) => status < 500),
    text: expect.not.stringMatching(INSIDES),
  })
  if (reply.status < 400 || reply.text === '') return
  const { error, errors, detail } = reply.json ?? {}
  const sentences = errors ?? detail ?? error
  expect({ about, sentences }).toMatchObject({ sentences: expect.toSatisfy(Boolean) })
}

// What has a UUID in its address, as the addresses begin.
const owners = ['deployed', 'released', 'webhook', 'override', 'token', 'people', 'trust-rule']

interface Asked {
  readonly path?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Different ones create different things. */
  readonly call?: string
}

/** Endpoints that create what their path names get a name of their own in each call. */
function newIn({ method }: Endpoint, call: string): Readonly<Record<string, string>> {
  return method === 'PUT' || method === 'PATCH' ? { version: call } : {}
}

/** From now on each row that is written and committed is noted. */
async function noteWrites(db: Connection): Promise<void> {
  await sql`create schema noted`.execute(db)
  await sql`create table noted.writes (id bigint generated always as identity primary key, name text, verb text)`.execute(
    db,
  )
  await sql`
    create function noted.note() returns trigger language plpgsql as $$
    begin
      insert into noted.writes (name, verb) values (tg_table_name, tg_op);
      return null;
    end $$`.execute(db)
  const tables = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db)
  for (const { name } of tables.rows) {
    await sql`
      create trigger noted after insert or update or delete on ${sql.table(name)}
      for each row execute function noted.note()`.execute(db)
  }
}

export type BadInputWorld = Awaited<ReturnType<typeof startBadInputWorld>>

/** Stop it in `afterAll`. */
export async function startBadInputWorld(config: Partial<Config> = {}) {
  const broker = await startTestBroker({ config: { ...callsLoopback, ...config } })
  const one = await broker.post('/contracts/publish', publicationOf('1'))
  expect(one.status).toBe(200)
  const stored = (await broker.get('/pacts/provider/Stock/consumer/Shop/version/1')).json
  const sha: string = stored._links['pb:pact-version'].name
  const results = await broker.post(stored._links['pb:publish-verification-results'].href, result)
  expect(results.status).toBe(201)
  const test = await broker.post('/environments', { ...environment, name: 'test' })
  const { uuid } = test.json
  const deployed = await broker.post(`/pacticipants/Shop/versions/1/deployed-versions/environment/${uuid}`)
  const released = await broker.post(`/pacticipants/Shop/versions/1/released-versions/environment/${uuid}`)
  const hook = await broker.post('/webhooks', webhook)
  expect(hook.status).toBe(201)
  const override = await broker.post('/overrides', bodies['POST /overrides']?.('one'))
  expect(override.status).toBe(201)
  const team = await broker.post('/teams', { name: 'Checkout' })
  expect(team.status).toBe(201)
  await broker.put('/teams/Checkout/pacticipants/Shop')
  const rule = await broker.post('/trust-rules', trustRule)
  expect(rule.status).toBe(201)
  const person = await signedUp(broker.db, { name: 'Ada', teams: { Checkout: 'viewer' }, issuer: LINK_ISSUER })
  await sql`
    insert into sign_in_links (secret_hash, person_id, expires_at)
    select ${hashOfSecret(LINK_SECRET)}, people.id, now() + interval '1 hour' from people`.execute(broker.db)
  await noteWrites(broker.db)

  const known: Readonly<Record<string, string>> = {
    pacticipant: 'Shop',
    version: '1',
    branch: 'main',
    tag: 'dev',
    to: 'prod',
    label: 'books',
    environment: uuid,
    consumer: 'Shop',
    provider: 'Stock',
    sha,
    metadata: 'Y3ZuPTE',
    number: '1',
    pactVersion: sha,
    deployed: deployed.json.uuid,
    released: released.json.uuid,
    webhook: hook.json.uuid,
    override: override.json.uuid,
    team: team.json.uuid,
    person: person.uuid,
    token: person.tokenUuid,
    people: person.uuid,
    'trust-rule': rule.json.uuid,
  }

  function valueOf(path: string, parameter: string): string {
    if (parameter === 'uuid') return known[owners.find((owner) => path.startsWith(`/${owner}`)) ?? 'deployed'] ?? 'x'
    if (parameter === 'environment' && path.includes('to-environment')) return 'test'
    return known[parameter] ?? 'x'
  }

  return {
    ...broker,
    /** What exists, by the names of path parameters. */
    known,
    /** The endpoint's path with parameters that exist, except those given; those as they are. */
    pathOf({ path }: Endpoint, given: Readonly<Record<string, string>> = {}): string {
      return path.replaceAll(/\{(\w+)\}/g, (_, name) => given[name] ?? encodeURIComponent(valueOf(path, name)))
    },
    /** Asks the endpoint, with its right body and type unless told otherwise. */
    ask(endpoint: Endpoint, { path, body, headers, call = 'one' }: Asked = {}): Promise<TestReply> {
      const type = endpoint.body?.mediaTypes[0]
      const sent = body ?? bodies[nameOf(endpoint)]?.(call)
      return broker.request(endpoint.method, path ?? this.pathOf(endpoint, newIn(endpoint, call)), {
        ...(sent === undefined ? {} : { body: sent }),
        headers: { ...(type === undefined ? {} : { 'content-type': type }), ...headers },
      })
    },
    /** Those that wrong requests made as well: each would have to be looked at with every contract that is published. */
    async forgetWebhooks(): Promise<void> {
      await sql`delete from webhooks where uuid <> ${known['webhook']}`.execute(broker.db)
    },
    /** What was written last: changes with every row of the broker that is written. */
    async written(): Promise<unknown> {
      // What accepted calls left to be told later belongs to them, and not to the refused calls that follow.
      await broker.context.handedOut.flush()
      const { rows } = await sql`select id, name, verb from noted.writes order by id desc limit 20`.execute(broker.db)
      return rows
    },
  }
}
