import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type VerifierWorld, startVerifierWorld } from '../support/real-verifier.ts'
import { startReverseProxy } from '../support/reverse-proxy.ts'

const prefix = '/tools/contracts'

describe.each([
  ['takes the prefix off, and the broker knows its address', { keepsPrefix: false, saysSo: false }],
  ['leaves the prefix on, and the broker knows its address', { keepsPrefix: true, saysSo: false }],
  ['takes the prefix off, and says so in headers', { keepsPrefix: false, saysSo: true }],
])('behind a proxy that %s', (_, way) => {
  let proxy: Awaited<ReturnType<typeof startReverseProxy>>
  let world: VerifierWorld
  const pair = { consumer: 'shop', provider: 'stock' }

  beforeAll(async () => {
    proxy = await startReverseProxy({ prefix, ...way })
    world = await startVerifierWorld({ behind: proxy, env: way.saysSo ? {} : { TALLYSTICK_BASE_URL: proxy.url } })
  })

  afterAll(async () => {
    await world.stop()
    await proxy.stop()
  })

  test('contracts are published, verified and deployed by clients that know its address only', async () => {
    const file = await world.contract(pair, '/items/1')
    const published = await world.pactBroker('publish', file, '-a', '1', '--branch', 'main', '--tag', 'dev')
    expect(published.output).toContain(
      `View the published pact at ${proxy.url}/pacts/provider/stock/consumer/shop/version/1`,
    )
    expect(published.exitCode).toBe(0)

    world.provider.answer({ '/items/1': { id: 1 } })
    const { output, passed } = await world.verify('stock', '10', { enablePending: true, providerVersionTags: ['dev'] })
    expect({ passed, output }).toMatchObject({ passed: true })
    expect(output).toContain(`The pact at ${proxy.url}/pacts/provider/stock/consumer/shop/pact-version/`)

    await world.pactBroker('create-environment', '--name', 'test')
    const deployed = await world.pactBroker('record-deployment', '-a', 'stock', '-e', '10', '--environment', 'test')
    expect(deployed.exitCode).toBe(0)
    const answer = await world.pactBroker('can-i-deploy', '-a', 'shop', '-e', '1', '--to-environment', 'test')
    expect(answer.output).toContain('shop | 1 | stock | 10 | true | 1\n')
    expect(answer.output).toContain(`1. ${proxy.url}/pacts/provider/stock/consumer/shop/pact-version/`)
    expect(answer.exitCode).toBe(0)
  })

  test('links begin with its address', async () => {
    const index = await fetch(proxy.url, { headers: { accept: 'application/hal+json' } })
    const text = await index.text()
    expect(text.match(/http:\/\/[^"]+/g)?.filter((link) => !link.startsWith(proxy.url))).toEqual([])
    const contract = await world.get('/pacts/provider/stock/consumer/shop/version/1')
    expect(contract._links.self.href).toBe(`${proxy.url}/pacts/provider/stock/consumer/shop/version/1`)
  })
})
