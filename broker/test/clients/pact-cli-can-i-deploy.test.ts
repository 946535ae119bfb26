import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RealCli, startRealCli } from '../support/real-cli.ts'

let cli: RealCli
const yes = '✅ Computer says yes'
const no = '❌ Computer says no'
const header = 'CONSUMER | C.VERSION | PROVIDER | P.VERSION | SUCCESS? | RESULT'

beforeAll(async () => {
  cli = await startRealCli()
  for (const name of ['test', 'production']) await cli.pactBroker('create-environment', '--name', name)
})

afterAll(() => cli.stop())

async function deployed(pacticipant: string, version: string, environment: string): Promise<void> {
  await cli.pactBroker('create-or-update-version', '-a', pacticipant, '-e', version, '--branch', 'main')
  const run = await cli.pactBroker('record-deployment', '-a', pacticipant, '-e', version, '--environment', environment)
  expect(run).toMatchObject({ exitCode: 0 })
}

describe('can-i-deploy', () => {
  test('says yes when what is deployed has verified the contract', async () => {
    await cli.published('1', { consumer: 'Shop', provider: 'Stock' })
    await deployed('Stock', '10', 'test')
    await cli.verified('Stock', '10', { of: 'Shop', at: '1' })
    const { exitCode, output } = await cli.pactBroker(
      'can-i-deploy',
      '-a',
      'Shop',
      '-e',
      '1',
      '--to-environment',
      'test',
    )
    expect(output).toContain(`${header}\nShop | 1 | Stock | 10 | true | 1\n`)
    expect(output).toContain('VERIFICATION RESULTS')
    expect(output).toMatch(/1\. http:\/\/\S+\/verification-results\/\d+ \(success\)/)
    expect(output).toContain('All required verification results are published and successful')
    expect(output).toContain(yes)
    expect(exitCode).toBe(0)
  })

  test('says yes by an override, with what it is and with what was found', async () => {
    await cli.published('1', { consumer: 'Kite', provider: 'Wind' })
    await deployed('Wind', '10', 'production')
    await cli.verified('Wind', '10', { of: 'Kite', at: '1', success: false })
    const override = { pacticipant: 'Kite', version: '1', environment: 'production', reason: 'it is behind a flag' }
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ ...override, expiresAt })
    expect(await fetch(`${cli.url}/overrides`, { method: 'POST', headers, body })).toMatchObject({ status: 201 })
    const args = ['can-i-deploy', '-a', 'Kite', '-e', '1', '--to-environment', 'production'] as const
    const { exitCode, output } = await cli.pactBroker(...args)
    expect(output).toContain('is allowed by an override of anybody until')
    expect(output).toContain('The verification for the pact between version 1 of Kite')
    expect(output).toContain(yes)
    expect(exitCode).toBe(0)
  })

  test('the links that it prints lead to the results', async () => {
    await cli.published('1', { consumer: 'Blog', provider: 'Comments' })
    await cli.verified('Comments', '10', { of: 'Blog', at: '1' })
    const { output } = await cli.pactBroker('can-i-deploy', '-a', 'Blog', '-e', '1', '-a', 'Comments', '-e', '10')
    const [, link = ''] = /1\. (\S+) \(success\)/.exec(output) ?? []
    const response = await fetch(link)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ success: true, providerApplicationVersion: '10' })
  })

  test('says no when a result is a failure, and of which version', async () => {
    await cli.published('1', { consumer: 'Radio', provider: 'Tuner' })
    await deployed('Tuner', '10', 'test')
    await cli.verified('Tuner', '10', { of: 'Radio', at: '1', success: false })
    const args = ['can-i-deploy', '-a', 'Radio', '-e', '1', '--to-environment', 'test'] as const
    const { exitCode, output } = await cli.pactBroker(...args)
    expect(output).toContain(`${header}\nRadio | 1 | Tuner | 10 | false | 1\n`)
    expect(output).toMatch(/\/verification-results\/\d+ \(failure\)/)
    expect(output).toContain(
      'The verification for the pact between version 1 of Radio and the version of Tuner currently in test (10) failed',
    )
    expect(output).toContain(no)
    expect(exitCode).toBe(1)

    const dryRun = await cli.pactBroker(...args, '--dry-run')
    expect(dryRun.output).toContain(no)
    expect(dryRun.exitCode).toBe(0)
  })

  test('says no when nothing is known, and which result is missing', async () => {
    await cli.published('1', { consumer: 'Bank', provider: 'Ledger' })
    const nothing = await cli.pactBroker('can-i-deploy', '-a', 'Bank', '-e', '1', '--to-environment', 'test')
    expect(nothing.output).toContain(`${header}\nBank | 1 | Ledger | unknown | unknown | 0\n`)
    expect(nothing.output).toContain(
      'There is no verified pact between version 1 of Bank and a version of Ledger currently in test (no version is currently recorded as deployed/released in this environment)',
    )
    expect(nothing.output).toContain(no)
    expect(nothing.exitCode).toBe(1)

    const latest = await cli.pactBroker('can-i-deploy', '-a', 'Bank', '-e', '1')
    expect(latest.output).toContain('WARN: It is recommended to specify the environment into which you are deploying.')
    expect(latest.exitCode).toBe(1)
  })

  test('several pacticipants are compared with each other', async () => {
    await cli.published('1', { consumer: 'Clock', provider: 'Alarm' })
    await cli.verified('Alarm', '10', { of: 'Clock', at: '1' })
    await cli.verified('Alarm', '11', { of: 'Clock', at: '1', success: false })
    const good = await cli.pactBroker('can-i-deploy', '-a', 'Clock', '-e', '1', '-a', 'Alarm', '-e', '10')
    expect(good.output).toContain(`${header}\nClock | 1 | Alarm | 10 | true | 1\n`)
    expect(good.output).toContain(yes)
    expect(good.exitCode).toBe(0)
    const bad = await cli.pactBroker('can-i-deploy', '-a', 'Clock', '-e', '1', '-a', 'Alarm', '-e', '11')
    expect(bad.output).toContain(`${header}\nClock | 1 | Alarm | 11 | false | 1\n`)
    expect(bad.exitCode).toBe(1)
  })

  test('goes to a tag with --to', async () => {
    await cli.published('1', { consumer: 'Truck', provider: 'Engine' })
    await cli.verified('Engine', '10', { of: 'Truck', at: '1' })
    await cli.pactBroker('create-version-tag', '-a', 'Engine', '-e', '10', '-t', 'prod')
    const tagged = await cli.pactBroker('can-i-deploy', '-a', 'Truck', '-e', '1', '--to', 'prod')
    expect(tagged.output).toContain(`${header}\nTruck | 1 | Engine | 10 | true | 1\n`)
    expect(tagged.output).toContain(yes)
    expect(tagged.exitCode).toBe(0)
    const unknown = await cli.pactBroker('can-i-deploy', '-a', 'Truck', '-e', '1', '--to', 'nowhere')
    expect(unknown.output).toContain(
      'There is no verified pact between version 1 of Truck and the latest version of Engine with tag nowhere (no such version exists)',
    )
    expect(unknown.exitCode).toBe(1)
  })

  test('takes the latest version of a tag or a branch, and recommends a version number', async () => {
    await cli.published('1', { consumer: 'Kettle', provider: 'Water' })
    await cli.pactBroker('create-version-tag', '-a', 'Kettle', '-e', '1', '-t', 'dev')
    await deployed('Water', '10', 'test')
    await cli.verified('Water', '10', { of: 'Kettle', at: '1' })
    for (const version of [['--branch', 'main'], ['-l', 'dev'], ['--latest']]) {
      const run = await cli.pactBroker('can-i-deploy', '-a', 'Kettle', ...version, '--to-environment', 'test')
      expect(run.output).toContain('Kettle | 1 | Water | 10 | true | 1\n')
      expect(run.output).toContain('WARN: It is recommended to specify the version number')
      expect(run.exitCode).toBe(0)
    }
  })

  test('every version in the environment counts', async () => {
    await cli.published('1', { consumer: 'Train', provider: 'Rail' })
    await deployed('Rail', '10', 'test')
    await cli.pactBroker('create-or-update-version', '-a', 'Rail', '-e', '11', '--branch', 'main')
    const instance = ['--environment', 'test', '--application-instance', 'blue']
    await cli.pactBroker('record-deployment', '-a', 'Rail', '-e', '11', ...instance)
    await cli.verified('Rail', '11', { of: 'Train', at: '1' })
    await cli.verified('Rail', '10', { of: 'Train', at: '1', success: false })
    const { exitCode, output } = await cli.pactBroker(
      'can-i-deploy',
      '-a',
      'Train',
      '-e',
      '1',
      '--to-environment',
      'test',
    )
    expect(output).toContain('Train | 1 | Rail | 11 | true | 1\n')
    expect(output).toContain('Train | 1 | Rail | 10 | false | 1\n')
    expect(output).toContain(
      'The verification for the pact between version 1 of Train and one of the versions of Rail currently in test (10) failed',
    )
    expect(exitCode).toBe(1)
  })

  test('a provider without consumers in the environment may be deployed', async () => {
    await cli.published('1', { consumer: 'Museum', provider: 'Painting' })
    await cli.verified('Painting', '10', { of: 'Museum', at: '1', success: false })
    const args = ['-a', 'Painting', '-e', '10', '--to-environment', 'production']
    const { exitCode, output } = await cli.pactBroker('can-i-deploy', ...args)
    expect(output).toContain('There are no missing dependencies')
    expect(output).toContain(yes)
    expect(exitCode).toBe(0)
  })

  test('--ignore leaves a pacticipant out, and says when it cannot', async () => {
    await cli.published('1', { consumer: 'Boat', provider: 'Harbour' })
    await deployed('Harbour', '10', 'test')
    await cli.verified('Harbour', '10', { of: 'Boat', at: '1', success: false })
    const args = ['can-i-deploy', '-a', 'Boat', '-e', '1', '--to-environment', 'test'] as const
    const ignored = await cli.pactBroker(...args, '--ignore', 'Harbour')
    expect(ignored.output).toContain('There are no missing dependencies')
    expect(ignored.exitCode).toBe(0)
    const unknown = await cli.pactBroker(...args, '--ignore', 'Nobody')
    expect(unknown.output).toContain('WARN: Cannot ignore any version of Nobody (no such pacticipant exists)')
    expect(unknown.exitCode).toBe(1)
  })

  test('waits for a result with --retry-while-unknown', async () => {
    await cli.published('1', { consumer: 'Pilot', provider: 'Tower' })
    await deployed('Tower', '10', 'test')
    const args = [
      'can-i-deploy',
      '-a',
      'Pilot',
      '-e',
      '1',
      '--to-environment',
      'test',
      '--retry-interval',
      '1',
    ] as const
    const inVain = await cli.pactBroker(...args, '--retry-while-unknown', '1')
    expect(inVain.output).toContain('Pilot | 1 | Tower | unknown | unknown | 0\n')
    expect(inVain.exitCode).toBe(1)

    const patient = cli.pactBroker(...args, '--retry-while-unknown', '30')
    await cli.verified('Tower', '10', { of: 'Pilot', at: '1' })
    const { exitCode, output } = await patient
    expect(output).toContain('Pilot | 1 | Tower | 10 | true | 1\n')
    expect(exitCode).toBe(0)
  })

  test('says which version, pacticipant or environment does not exist', async () => {
    await cli.published('1', { consumer: 'Tent', provider: 'Pole' })
    const version = await cli.pactBroker('can-i-deploy', '-a', 'Tent', '-e', '77', '--to-environment', 'test')
    expect(version.output).toContain('No pacts or verifications have been published for version 77 of Tent')
    expect(version.exitCode).toBe(1)
    const pacticipant = await cli.pactBroker('can-i-deploy', '-a', 'Nobody', '-e', '1', '--to-environment', 'test')
    expect(pacticipant.output).toContain('❌ Pacticipant Nobody not found')
    expect(pacticipant.exitCode).toBe(1)
    const environment = await cli.pactBroker('can-i-deploy', '-a', 'Tent', '-e', '1', '--to-environment', 'moon')
    expect(environment.output).toContain("❌ Environment with name 'moon' does not exist")
    expect(environment.exitCode).toBe(1)
  })

  test('prints the whole answer as JSON, with reasons that a machine can read', async () => {
    await cli.published('1', { consumer: 'Garden', provider: 'Rain' })
    await deployed('Rain', '10', 'test')
    await cli.verified('Rain', '10', { of: 'Garden', at: '1', success: false })
    const args = ['-a', 'Garden', '-e', '1', '--to-environment', 'test', '-o', 'json']
    const { output } = await cli.pactBroker('can-i-deploy', ...args)
    const answer = JSON.parse(output)
    expect(answer).toMatchObject({
      summary: { deployable: false, success: 0, failed: 1, unknown: 0 },
      matrix: [
        {
          consumer: { name: 'Garden', version: { number: '1', branch: 'main' } },
          provider: { name: 'Rain', version: { number: '10' } },
          verificationResult: { success: false },
        },
      ],
    })
    expect(answer.reasons).toHaveLength(1)
    expect(answer.reasons[0]).toMatchObject({ code: expect.any(String) })
  })
})

describe('can-i-merge', () => {
  test('compares with the main branch of the others, from both sides', async () => {
    await cli.published('1', { consumer: 'Owl', provider: 'Mouse' })
    await cli.pactBroker('create-or-update-version', '-a', 'Mouse', '-e', '10', '--branch', 'main')
    await cli.verified('Mouse', '10', { of: 'Owl', at: '1' })
    const consumer = await cli.pactBroker('can-i-merge', '-a', 'Owl', '-e', '1')
    expect(consumer.output).toContain(`${header}\nOwl | 1 | Mouse | 10 | true | 1\n`)
    expect(consumer.output).toContain(yes)
    expect(consumer.exitCode).toBe(0)

    await cli.verified('Mouse', '10', { of: 'Owl', at: '1', success: false })
    const broken = await cli.pactBroker('can-i-merge', '-a', 'Owl', '-e', '1')
    expect(broken.output).toContain(
      'The verification for the pact between version 1 of Owl and the latest version of Mouse from branch main (10) failed',
    )
    expect(broken.output).toContain(no)
    expect(broken.exitCode).toBe(1)

    const provider = await cli.pactBroker('can-i-merge', '-a', 'Mouse', '-e', '10')
    expect(provider.output).toContain(
      'The verification for the pact between the latest version of Owl from branch main (1) and version 10 of Mouse failed',
    )
    expect(provider.exitCode).toBe(1)
  })
})
