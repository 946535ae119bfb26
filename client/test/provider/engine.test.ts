// The process in which the core replays: each function of the core's verifier is called here, in all its ways.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startEngine } from '../../src/provider/engine.ts'
import { runTally } from '../support/tally.ts'
import { createWorkplace } from '../support/workplace.ts'
import { contract, http } from './contracts.ts'

const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  if (request.url === '/old') response.writeHead(302, { location: '/new' }).end()
  else response.end()
})
let url: string
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const shard = (...interactions: readonly object[]) => contract(interactions) as never
const task = (isFollowing = true) => ({
  target: `${url}/`,
  stateUrl: `${url}/states`,
  timeoutMs: 5000,
  isFollowing,
  isInsecure: false,
})
const results = (report: unknown) =>
  (report as { interactionResults: { description: string; result: string }[] }).interactionResults.map(
    ({ description, result }) => [description, result],
  )

describe('the engine', () => {
  test('replays one shard after the other, and leaves nothing behind', async () => {
    const workplace = createWorkplace()
    vi.stubEnv('TMPDIR', workplace.folder)
    const engine = await startEngine({ url, env: process.env })
    const reports = [
      await engine.replay({
        ...task(),
        shard: shard(http(), http({ description: 'another', response: { status: 404 } })),
      }),
      await engine.replay({
        ...task(false),
        shard: shard(http({ request: { path: '/old' }, response: { status: 302 } })),
      }),
    ]
    expect(reports.map(results)).toEqual([
      [
        ['a request', 'OK'],
        ['another', 'Error'],
      ],
      [['a request', 'OK']],
    ])
    expect(asked).toEqual(['POST /states', 'GET /', 'POST /states', 'GET /', 'POST /states', 'GET /old'])
    await engine.stop()
    expect(readdirSync(workplace.folder)).toEqual([])
    vi.unstubAllEnvs()
    workplace.remove()
  })

  test('works where the machine trusts nobody, as in slim images', async () => {
    const env = { ...process.env, SSL_CERT_FILE: '/nowhere/certificates.pem', SSL_CERT_DIR: '/nowhere' }
    const engine = await startEngine({ url, env })
    expect(results(await engine.replay({ ...task(), shard: shard(http()) }))).toEqual([['a request', 'OK']])
    await engine.stop()
  })

  test('says so when the core breaks', async () => {
    const engine = await startEngine({ url, env: { ...process.env, TOKIO_WORKER_THREADS: '0' } })
    const report = await engine.replay({ ...task(), shard: shard(http()) })
    expect(report).toMatchObject({ errors: [{ mismatch: { message: expect.stringContaining('gave up') } }] })
    await engine.stop()
  })
})

test('what the core logs is printed when asked for, and never mixed with the answer', async () => {
  const workplace = createWorkplace()
  workplace.write('pacts/contract.json', contract([http()]))
  const args = ['verify', '--provider', 'stock', '--provider-base-url', url, '--dir', 'pacts', '--output', 'json']
  const silent = await runTally(args, { cwd: workplace.folder })
  const loud = await runTally([...args, '--log-level', 'debug'], { cwd: workplace.folder })
  workplace.remove()
  expect(silent).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(loud.stdout)).toMatchObject({ success: true })
  expect(loud.stderr).toContain('pact_verifier')
})
