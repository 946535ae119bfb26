// Webhooks, contracts of providers and their states, by the real command line client.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pactBetween, publication, request } from '../support/publications.ts'
import { type RealCli, startRealCli } from '../support/real-cli.ts'

let cli: RealCli
let called: string[] = []
const target = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString()
  called.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`)
  response.writeHead(200).end('{}')
})

beforeAll(async () => {
  target.listen(0, '127.0.0.1')
  await once(target, 'listening')
  cli = await startRealCli({
    env: { PACT_BROKER_WEBHOOK_SCHEME_WHITELIST: 'http https', PACT_BROKER_WEBHOOK_HOST_WHITELIST: '127.0.0.1' },
  })
})

afterAll(async () => {
  await cli.stop()
  target.close()
})

const url = (path: string) => `http://127.0.0.1:${(target.address() as AddressInfo).port}${path}`
const json = ['--header', 'Content-Type: application/json']

test('a webhook is created, tried out, and called by a publication', async () => {
  called = []
  const body = '{"version":"${pactbroker.consumerVersionNumber}"}'
  const hook = [url('/build'), '--request', 'POST', ...json, '--data', body, '--description', 'Starts a build']
  const created = await cli.pactBroker('create-webhook', ...hook, '--contract-published')
  expect(created.output).toContain('created')
  expect(created.exitCode).toBe(0)
  const [, uuid = ''] = /([\w-]{16,})/.exec(created.output.replaceAll('webhook', '')) ?? []

  const tried = await cli.pactBroker('test-webhook', '--uuid', uuid)
  expect(tried.exitCode, tried.output).toBe(0)
  expect(called).toHaveLength(1)

  await cli.published('7', { consumer: 'Hooked', provider: 'Builds' })
  for (const end = Date.now() + 20_000; called.length < 2 && Date.now() < end;) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(called.at(-1)).toBe('POST /build application/json {"version":"7"}')
})

test('a webhook is created or updated under a uuid of its own, and deleted', async () => {
  const generated = await cli.pactBroker('generate-uuid')
  const uuid = generated.output.trim()
  const hook = (path: string) => [url(path), '--request', 'POST', '--uuid', uuid, '--provider-verification-published']
  const created = await cli.pactBroker('create-or-update-webhook', ...hook('/first'))
  expect(created.exitCode, created.output).toBe(0)
  const updated = await cli.pactBroker('create-or-update-webhook', ...hook('/second'))
  expect(updated.exitCode, updated.output).toBe(0)
  const shown = await (await fetch(`${cli.url}/webhooks/${uuid}`)).json()
  expect(shown).toMatchObject({
    request: { url: url('/second') },
    events: [{ name: 'provider_verification_published' }],
  })
  const deleted = await cli.pactBroker('delete-webhook', '--uuid', uuid)
  expect(deleted.exitCode, deleted.output).toBe(0)
  expect((await fetch(`${cli.url}/webhooks/${uuid}`)).status).toBe(404)
})

test('a webhook that may not be called is refused, and the reason is shown', async () => {
  const hook = ['https://127.0.0.2/build', '--request', 'POST', '--contract-published']
  const { exitCode, output } = await cli.pactBroker('create-webhook', ...hook)
  expect(exitCode).not.toBe(0)
  expect(output).toContain('whitelist')
})

test('the contracts of a provider are listed, of main branches, of one consumer, and of a branch', async () => {
  await cli.published('1', { consumer: 'Reader', provider: 'Library' })
  await cli.published('2', { consumer: 'Writer', provider: 'Library' })
  await cli.published('3', { consumer: 'Writer', provider: 'Library', branch: 'feat', asksFor: ['more'] })
  const listed = async (...args: readonly string[]) => cli.pactBroker('get-pacts', '--provider', 'Library', ...args)
  const all = await listed()
  expect(all.exitCode, all.output).toBe(0)
  expect(all.output).toContain('Reader')
  expect(all.output).toContain('Writer')
  const one = await listed('--consumer', 'Reader')
  expect(one.output).toContain('Reader')
  expect(one.output).not.toContain('Writer')
  const branch = await listed('--branch', 'feat')
  expect(branch.output).toContain('Writer')
  expect(branch.output).not.toContain('Reader')
})

test('the states that a provider has to be in are listed', async () => {
  const pact = pactBetween('Stateful', 'States', [{ ...request('one'), providerState: 'there is one' }])
  const body = publication('1', { consumer: 'Stateful', branch: 'main', contracts: { States: pact } })
  const headers = { 'content-type': 'application/json' }
  const published = await fetch(`${cli.url}/contracts/publish`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(published.status).toBe(200)
  const listed = await cli.pactBroker('provider-states', 'list', '--provider', 'States')
  expect(listed.exitCode, listed.output).toBe(0)
  expect(listed.output).toContain('there is one')
  expect(listed.output).toContain('Stateful')
})
