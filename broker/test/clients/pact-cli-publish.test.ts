import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RealCli, startRealCli } from '../support/real-cli.ts'

let cli: RealCli

beforeAll(async () => {
  cli = await startRealCli()
})

afterAll(() => cli.stop())

// oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
async function pact(provider: string, consumer: string, version: string): Promise<any> {
  const response = await fetch(`${cli.url}/pacts/provider/${provider}/consumer/${consumer}/version/${version}`)
  expect(response.status).toBe(200)
  return response.json()
}

describe('publish', () => {
  test('publishes a contract with branch, tag and build URL, and says what was done', async () => {
    const file = cli.pactFile({ consumer: 'Shop', provider: 'Stock' })
    const flags = ['--branch', 'main', '--tag', 'dev', '--build-url', 'http://ci.example.org/1']
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '1', ...flags)

    expect(output).toContain('Attempting to publish pact for consumer: Shop against provider: Stock')
    expect(output).toContain('✅ Created Shop version 1 with branch main and tags dev')
    expect(output).toContain('Pact successfully published for Shop version 1 and provider Stock.')
    expect(output).toContain(`View the published pact at ${cli.url}/pacts/provider/Stock/consumer/Shop/version/1`)
    expect(output).toContain('Events detected: contract_published, ')
    expect(output).toContain('Next steps:\n')
    expect(output).toContain('Add Pact verification tests to the Stock build.')
    expect(exitCode).toBe(0)

    expect(await pact('Stock', 'Shop', '1')).toMatchObject({
      interactions: [{ description: 'things' }],
      _links: { self: { name: 'Pact between Shop (1) and Stock' } },
    })
    const version = await cli.pactBroker('describe-version', '-a', 'Shop', '-e', '1', '-o', 'json')
    expect(JSON.parse(version.output)).toMatchObject({
      number: '1',
      buildUrl: 'http://ci.example.org/1',
      _embedded: { branchVersions: [{ name: 'main', latest: true }], tags: [{ name: 'dev' }] },
    })
  })

  test('publishing the same content again changes nothing', async () => {
    await cli.published('1', { consumer: 'Blog', provider: 'Comments' })
    const before = await pact('Comments', 'Blog', '1')
    const file = cli.pactFile({ consumer: 'Blog', provider: 'Comments' })
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '1', '--branch', 'main')
    expect(output).toContain('✅ Updated Blog version 1 with branch main')
    expect(output).toContain(
      'Pact successfully republished for Blog version 1 and provider Comments with no content changes.',
    )
    expect(exitCode).toBe(0)
    expect(await pact('Comments', 'Blog', '1')).toEqual(before)
  })

  test('other content for a version that is published is refused, with the difference', async () => {
    await cli.published('1', { consumer: 'Radio', provider: 'Tuner' })
    const before = await pact('Tuner', 'Radio', '1')
    const file = cli.pactFile({ consumer: 'Radio', provider: 'Tuner', asksFor: ['stations'] })
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '1', '--branch', 'main')
    expect(output).toContain(
      '❌ Pact publication failed:\n   contracts: Cannot change the content of the pact for Radio version 1 and provider Tuner',
    )
    expect(output).toContain('Details:\n')
    expect(output).toContain('/stations')
    expect(exitCode).toBe(1)
    expect(await pact('Tuner', 'Radio', '1')).toEqual(before)
  })

  test('with --merge the contracts of parallel builds become one', async () => {
    await cli.published('1', { consumer: 'Bank', provider: 'Ledger', asksFor: ['accounts'] })
    const file = cli.pactFile({ consumer: 'Bank', provider: 'Ledger', asksFor: ['bookings'] })
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '1', '--branch', 'main', '--merge')
    expect(output).toContain('Pact content merged with existing content for Bank version 1 and provider Ledger')
    expect(exitCode).toBe(0)
    const merged = await pact('Ledger', 'Bank', '1')
    const descriptions = merged.interactions.map(({ description }: { description: string }) => description)
    expect(descriptions.toSorted()).toEqual(['accounts', 'bookings'])
  })

  test('a merge that contradicts the published contract is refused', async () => {
    await cli.published('1', { consumer: 'Clock', provider: 'Alarm' })
    const file = cli.pactFile({ consumer: 'Clock', provider: 'Alarm' })
    const contradicting = readFileSync(file, 'utf8').replace('"GET"', '"DELETE"')
    writeFileSync(file, contradicting)
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '1', '--branch', 'main', '--merge')
    expect(output).toContain('❌ Pact publication failed:')
    expect(exitCode).toBe(1)
    expect(await pact('Alarm', 'Clock', '1')).toMatchObject({ interactions: [{ request: { method: 'GET' } }] })
  })

  test('several contracts of one consumer are published in one go', async () => {
    const files = ['Engine', 'Brakes'].map((provider) => cli.pactFile({ consumer: 'Truck', provider }))
    const { exitCode, output } = await cli.pactBroker('publish', ...files, '-a', '1', '--branch', 'main')
    expect(output).toContain('Pact successfully published for Truck version 1 and provider Engine.')
    expect(output).toContain('Pact successfully published for Truck version 1 and provider Brakes.')
    expect(exitCode).toBe(0)
  })

  test('without a branch it recommends one', async () => {
    const file = cli.pactFile({ consumer: 'Kettle', provider: 'Water' })
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '1')
    expect(output).toContain('✅ Created Kettle version 1\n')
    expect(output).toContain('Configure the version branch to be the value of your repository branch.')
    expect(exitCode).toBe(0)
  })

  test('a new name that looks like a known one is refused with the command that creates it', async () => {
    await cli.published('1', { consumer: 'Museum', provider: 'Painting' })
    const file = cli.pactFile({ consumer: 'Museum', provider: 'Paintings' })
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '2', '--branch', 'main')
    expect(output).toContain('This is the first time a pact has been published for "Paintings".')
    expect(output).toContain('* Painting\n')
    expect(output).toContain('pact-broker create-or-update-pacticipant --name "Paintings"')
    expect(exitCode).toBe(1)

    await cli.pactBroker('create-or-update-pacticipant', '--name', 'Paintings')
    const again = await cli.pactBroker('publish', file, '-a', '2', '--branch', 'main')
    expect(again.exitCode).toBe(0)
  })

  test('a blank version number is refused', async () => {
    const file = cli.pactFile({ consumer: 'Tent', provider: 'Pole' })
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', ' ', '--branch', 'main')
    expect(output).toContain('❌ failed validation - ["pacticipantVersionNumber: cannot be blank"]')
    expect(exitCode).toBe(1)
  })

  test('prints the answer as JSON when asked to', async () => {
    const file = cli.pactFile({ consumer: 'Boat', provider: 'Harbour' })
    const { exitCode, output } = await cli.pactBroker('publish', file, '-a', '1', '--branch', 'main', '-o', 'json')
    expect(exitCode).toBe(0)
    expect(JSON.parse(output.split('\n').at(-1) ?? '')).toMatchObject({
      notices: expect.arrayContaining([{ type: 'debug', text: 'Created Boat version 1 with branch main' }]),
      _embedded: { pacticipant: { name: 'Boat' }, version: { number: '1' } },
      _links: {
        'pb:pacticipant-version': { href: `${cli.url}/pacticipants/Boat/versions/1` },
        'pb:contracts': [{ href: `${cli.url}/pacts/provider/Harbour/consumer/Boat/version/1` }],
      },
    })
  })
})

test('list-latest-pact-versions lists the newest contract of each pair', async () => {
  await cli.published('1', { consumer: 'Pilot', provider: 'Tower' })
  await cli.published('2', { consumer: 'Pilot', provider: 'Tower', asksFor: ['runway'] })
  const { exitCode, output } = await cli.pactBroker('list-latest-pact-versions')
  expect(output).toContain('CONSUMER | CONSUMER_VERSION | PROVIDER | CREATED_AT\n')
  expect(output).toContain('"Pilot" | "2" | "Tower" | "20')
  expect(output).not.toContain('"Pilot" | "1"')
  expect(exitCode).toBe(0)
})
