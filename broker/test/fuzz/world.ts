// A broker of its own process with accounts, a team that the hostile caller belongs to, and another one with what that
// caller must never see.

import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '../../src/kernel/database.ts'
import type { DB } from '../../src/tables.ts'
import { bodies } from '../support/bad-input.ts'
import { createTestDatabase } from '../support/database.ts'
import { signedUp } from '../support/people.ts'
import { startBrokerProcess } from '../support/process.ts'
import type { Callers, Document, ValueOf } from './operations.ts'

const marker = (of: string) => `planted-${of}-${randomBytes(8).toString('hex')}`

/** Nobody sees these, whoever they are; and these only administrators see. */
const forNobody = { webhook: marker('webhook'), key: marker('key'), token: marker('token') }
const forAdministrators = { foreignToken: marker('foreign-token'), audit: marker('audit') }

// What has a UUID in its address, as the addresses begin.
const owners = ['deployed', 'released', 'webhook', 'override', 'token', 'triggered', 'deletions']

// oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
type Json = any

export type FuzzWorld = Awaited<ReturnType<typeof startFuzzWorld>>

/** Stop it in the end. */
export async function startFuzzWorld() {
  const database = await createTestDatabase()
  const db = await openDatabase<DB>({ url: database.url, poolSize: 2, applicationName: 'fuzz' })
  const broker = await startBrokerProcess({
    on: { databaseUrl: database.url },
    env: {
      TALLYSTICK_TOKEN: forNobody.token,
      TALLYSTICK_ENCRYPTION_KEYS: forNobody.key,
      TALLYSTICK_LOG_LEVEL: 'debug',
      TALLYSTICK_RATE_LIMIT_READS: '0',
      TALLYSTICK_RATE_LIMIT_WRITES: '0',
      TALLYSTICK_RATE_LIMIT_FAILED_SIGN_INS: '0',
      TALLYSTICK_WEBHOOK_SCHEME_WHITELIST: 'http https',
    },
  })
  const administrator = `Bearer ${forNobody.token}`

  async function call(method: string, path: string, body?: unknown): Promise<Json> {
    const response = await fetch(new URL(path, broker.url), {
      method,
      headers: {
        authorization: administrator,
        'content-type': 'application/json',
        accept: 'application/hal+json, application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    // What is there already is as good.
    if (response.status >= 300 && response.status !== 409)
      throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  const document: Document = await call('GET', '/openapi.json')
  const known: Record<string, string> = {
    pacticipant: 'Shop',
    version: '1',
    branch: 'main',
    tag: 'dev',
    label: 'books',
    consumer: 'Shop',
    provider: 'Stock',
    number: '1',
    team: 'Ours',
    to: 'dev',
  }

  async function environment(): Promise<string> {
    const { _embedded: found } = await call('GET', '/environments?name=test')
    return (found.environments[0] ?? (await call('POST', '/environments', { name: 'test', production: false }))).uuid
  }

  /** Everything that requests are about, again where some of it was deleted. */
  async function prepare(): Promise<void> {
    await call('POST', '/contracts/publish', bodies['POST /contracts/publish']?.('1'))
    const { _links: links } = await call('GET', '/pacts/provider/Stock/consumer/Shop/version/1')
    known['sha'] = known['pactVersion'] = links['pb:pact-version'].name
    const result = { success: true, providerApplicationVersion: '11' }
    await call('POST', links['pb:publish-verification-results'].href, result)
    const uuid = await environment()
    known['environment'] = uuid
    const place = `/pacticipants/Shop/versions/1`
    known['deployed'] = (await call('POST', `${place}/deployed-versions/environment/${uuid}`, {})).uuid
    known['released'] = (await call('POST', `${place}/released-versions/environment/${uuid}`, {})).uuid
    // Each webhook would be looked at with every contract that is published.
    await sql`delete from webhooks`.execute(db)
    const { _links: hook } = await call('POST', '/webhooks', {
      events: [{ name: 'contract_published' }],
      request: {
        method: 'POST',
        url: 'https://hooks.example.invalid/',
        username: 'ann',
        password: forNobody.webhook,
        headers: { 'X-Auth-Token': forNobody.webhook },
      },
      signingSecret: forNobody.webhook,
    })
    known['webhook'] = hook.self.href.split('/').at(-1)
    known['override'] = (await call('POST', '/overrides', bodies['POST /overrides']?.(''))).uuid
    for (const name of ['Ours', 'Theirs']) await call('POST', '/teams', { name })
    await call('PUT', '/teams/Ours/pacticipants/Shop').catch(() => {})
  }

  await prepare()
  const maintainer = await signedUp(db, { name: 'Mallory', teams: { Ours: 'maintainer' } })
  const viewer = await signedUp(db, { name: 'Victor', teams: { Ours: 'viewer' } })
  const other = await signedUp(db, { name: 'Olga', teams: { Theirs: 'maintainer' } })
  await sql`update tokens set name = ${forAdministrators.foreignToken} where uuid = ${other.tokenUuid}`.execute(db)
  await sql`
    insert into audit_entries (actor_kind, actor_name, action, subject_kind, subject_name)
    values ('user', ${forAdministrators.audit}, 'team-created', 'team', 'Theirs')`.execute(db)
  Object.assign(known, { person: other.uuid, token: other.tokenUuid })

  const callers: Callers = {
    administrator,
    maintainer: maintainer.headers.authorization,
    viewer: viewer.headers.authorization,
    nobody: undefined,
  }
  const valueOf: ValueOf = (path, parameter) => {
    const name = parameter === 'uuid' ? (owners.find((owner) => path.startsWith(`/${owner}`)) ?? 'deployed') : parameter
    return known[name] ?? 'x'
  }

  return {
    url: broker.url,
    log: broker.log,
    document,
    callers,
    valueOf,
    prepare,
    /** What of that must not be shown to the caller, and is in the text. */
    leaksTo(caller: string, text: string): readonly string[] {
      const hidden = [
        ...Object.values(forNobody),
        ...(caller === 'administrator' ? [] : Object.values(forAdministrators)),
      ]
      return hidden.filter((secret) => text.includes(secret))
    },
    end: () => broker.stop(),
    async stop() {
      await broker.kill()
      await db.destroy()
      await database.drop()
    },
  }
}
