// A team with its applications, and everybody who may call: each in their role, in this team or in another.

import type { Scope } from '@tallystick/client/wire'
import { sql } from 'kysely'
import type { AddressInfo } from 'node:net'
import { paths } from '@tallystick/client/wire'
import { createApp } from '../../src/app.ts'
import type { endpoints } from '../../src/endpoints.ts'
import { httpServer } from '../../src/kernel/http/listen.ts'
import { type BadInputWorld, bodies, nameOf, startBadInputWorld } from './bad-input.ts'
import { openDryDatabase } from './dry-database.ts'
import { signedUp } from './people.ts'

type Endpoint = (typeof endpoints)[number]
type Headers = Readonly<Record<string, string>>

const OURS = 'Checkout'
const THEIRS = 'Orders'

const basic = (name: string): Headers => ({ authorization: `Basic ${btoa(`${name}:secret`)}` })
const config = {
  access: 'accounts',
  basicAuth: { username: 'writer', password: 'secret' },
  basicAuthReadOnly: { username: 'reader', password: 'secret' },
} as const

async function systemToken({ post }: BadInputWorld, team: string, scope: Scope): Promise<Headers> {
  const { json } = await post('/tokens', { name: scope, kind: 'system', scopes: [scope], reach: { teams: [team] } })
  return { authorization: `Bearer ${json.secret}` }
}

/** By the names that the table has for them. */
async function everybody(world: BadInputWorld): Promise<ReadonlyMap<string, Headers>> {
  const person = async (name: string, more: object) => (await signedUp(world.db, { name, ...more })).headers
  const roles = ['viewer', 'contributor', 'maintainer'] as const
  const scopes = ['read', 'publish', 'verify', 'record', 'administer'] as const
  const all: [string, Headers][] = [
    ['stranger', {}],
    ['known', await person('Nobody', {})],
  ]
  for (const role of roles) all.push([`our ${role}`, await person(role, { teams: { [OURS]: role } })])
  for (const role of roles) all.push([`their ${role}`, await person(role, { teams: { [THEIRS]: role } })])
  for (const scope of scopes) all.push([`our token: ${scope}`, await systemToken(world, OURS, scope)])
  for (const scope of scopes) all.push([`their token: ${scope}`, await systemToken(world, THEIRS, scope)])
  all.push(['read-only user', basic('reader')], ['user', basic('writer')])
  all.push(['administrator', await person('Grace', { isAdministrator: true })])
  return new Map(all)
}

/** What more there has to be for a request to be about something, by how its address begins. */
async function uuids(world: BadInputWorld): Promise<Readonly<Record<string, string>>> {
  const { post, put, del, db } = world
  await put('/teams/Checkout/pacticipants/Stock')
  await put('/pacticipants/Shop/labels/books')
  const hook = {
    consumer: { name: 'Shop' },
    events: [{ name: 'contract_published' }],
    request: { method: 'POST', url: 'http://127.0.0.1:9/' },
  }
  await post('/webhooks', hook)
  await post('/contracts/publish', bodies['POST /contracts/publish']?.('2'))
  await post('/pacticipants', { name: 'Gone' })
  await put('/teams/Checkout/pacticipants/Gone')
  await del('/pacticipants/Gone')
  const { rows } = await sql<Record<string, string>>`
    select (select uuid from deletions where name = 'Gone') as "/deletions",
      (select uuid from triggered_webhooks where webhook_id is not null order by id limit 1) as "/triggered-webhooks",
      (select uuid from verification_requests order by id limit 1) as "/verification-requests"`.execute(db)
  const run = await post('/retention/runs', { dryRun: true })
  const token = await post('/tokens', bodies['POST /tokens']?.('one'))
  return { ...rows[0], '/retention/runs': run.json.uuid, '/tokens': token.json.uuid }
}

/** Stop it in `afterAll`. */
export async function startRoleWorld() {
  const world = await startBadInputWorld()
  const callers = await everybody(world)
  const known = await uuids(world)
  const dry = await openDryDatabase(world.databaseUrl)
  const context = { ...world.context, config: { ...world.context.config, ...config } }
  const servers = await Promise.all(
    [context.db, dry.db].map(async (db) => {
      const server = httpServer(createApp({ ...context, db }))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
    }),
  )
  const [reading = '', changing = ''] = servers.map(({ url }) => url)

  function pathOf(endpoint: Endpoint): string {
    const owner = Object.keys(known).find((path) => endpoint.path.startsWith(path))
    const uuid = owner === undefined ? undefined : known[owner]
    const query = nameOf(endpoint) === 'DELETE /integrations' ? '?confirm=delete-all-integrations' : ''
    return world.pathOf(endpoint, uuid === undefined ? {} : { uuid }) + query
  }

  async function ask(url: string, endpoint: Endpoint, caller: string): Promise<number> {
    const { method, path } = endpoint
    // The older addresses of a contract take what its address takes.
    const right = bodies[nameOf(endpoint)] ?? (endpoint.body && bodies[`${method} ${paths.pact}`])
    const body = right?.(path.replaceAll(/\W+/g, '-'))
    const type = endpoint.body?.mediaTypes[0] ?? 'application/json'
    const response = await fetch(url + pathOf(endpoint), {
      method,
      redirect: 'manual',
      headers: { ...callers.get(caller), ...(body ? { 'content-type': type } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    await response.arrayBuffer()
    return response.status
  }

  return {
    callers: [...callers.keys()],
    /** The status that the caller gets. Nothing stays of what the request did. */
    statusFor: (endpoint: Endpoint, caller: string): Promise<number> =>
      endpoint.method === 'GET' ? ask(reading, endpoint, caller) : dry.dry(() => ask(changing, endpoint, caller)),
    async stop() {
      for (const { server } of servers) {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      }
      await dry.close()
      await world.stop()
    },
  }
}
