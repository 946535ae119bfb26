// A broker that takes contracts of providers is played by a small server: there is no free one.
import { once } from 'node:events'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestBroker } from '../../../broker/test/support/server.ts'
import { runTally } from '../support/tally.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'

vi.setConfig({ testTimeout: 60_000 })

let pactflow: Server
let url: string
let workplace: Workplace
const received: { path: string | undefined; accept: string | undefined; body: unknown }[] = []

beforeAll(async () => {
  workplace = createWorkplace()
  workplace.write('openapi.yaml', 'openapi: 3.1.0\n')
  workplace.write('report.txt', 'all good')
  pactflow = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/hal+json')
    if (request.url === '/') {
      const href = `${url}/provider-contracts/provider/{provider}/publish`
      response.end(JSON.stringify({ _links: { 'pf:publish-provider-contract': { href, templated: true } } }))
      return
    }
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString())
    received.push({ path: request.url, accept: request.headers.accept, body })
    response.end(JSON.stringify({ notices: [{ type: 'success', text: 'Provider contract published' }] }))
  })
  pactflow.listen(0, '127.0.0.1')
  await once(pactflow, 'listening')
  url = `http://127.0.0.1:${(pactflow.address() as AddressInfo).port}`
})
afterAll(() => {
  pactflow.close()
  workplace.remove()
})

const publish = (baseUrl: string, ...args: readonly string[]) =>
  runTally(['pactflow', 'publish-provider-contract', 'openapi.yaml', '--provider', 'My Stock', ...args], {
    cwd: workplace.folder,
    env: { PACT_BROKER_BASE_URL: baseUrl },
  })

const base64 = (text: string) => Buffer.from(text).toString('base64')

test('publishes what a provider says of itself, and how that was checked', async () => {
  const results = ['--verification-exit-code', '0', '--verification-results', 'report.txt']
  const about = ['--verifier', 'dredd', '--verifier-version', '1', '--verification-results-content-type', 'text/plain']
  const version = [
    '-a',
    '5',
    '-h',
    'main',
    '-t',
    'a,b',
    '--build-url',
    'https://ci/5',
    '--content-type',
    'application/yaml',
  ]
  const { code, stdout } = await publish(url, ...version, ...results, ...about)
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Provider contract published\n' })
  expect(received.at(-1)).toEqual({
    path: '/provider-contracts/provider/My%20Stock/publish',
    accept: 'application/hal+json,application/problem+json',
    body: {
      pacticipantVersionNumber: '5',
      branch: 'main',
      tags: ['a', 'b'],
      buildUrl: 'https://ci/5',
      contract: {
        content: base64('openapi: 3.1.0\n'),
        contentType: 'application/yaml',
        specification: 'oas',
        selfVerificationResults: {
          success: true,
          content: base64('all good'),
          contentType: 'text/plain',
          verifier: 'dredd',
          verifierVersion: '1',
        },
      },
    },
  })
})

test('says that the check failed, and nothing of a check where there was none', async () => {
  await publish(url, '-a', '5', '--no-verification-success')
  expect(received.at(-1)?.body).toMatchObject({ contract: { selfVerificationResults: { success: false } } })
  await publish(url, '-a', '5')
  expect(received.at(-1)?.body).not.toHaveProperty('contract.selfVerificationResults')
})

test('is refused plainly by a broker that does not take it', async () => {
  const broker = await startTestBroker()
  const { code, stdout, stderr } = await publish(broker.url, '-a', '5')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('This broker takes no contracts of providers')
  await broker.stop()
})

test('ends with 2 where too little or too much is said', async () => {
  expect(await publish(url)).toMatchObject({ code: 2 })
  const both = ['--verification-success', '--verification-exit-code', '0'] as const
  expect(await publish(url, '-a', '5', ...both)).toMatchObject({ code: 2 })
  const missing = ['publish-provider-contract', 'nowhere.yaml', '--provider', 'A', '-a', '1', '-b', url] as const
  expect(await runTally(missing, { cwd: workplace.folder })).toMatchObject({ code: 2 })
})
