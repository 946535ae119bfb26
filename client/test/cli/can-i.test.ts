import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TallyBroker, startTallyBroker } from '../support/tally-broker.ts'

vi.setConfig({ testTimeout: 60_000 })

let it: TallyBroker

beforeAll(async () => {
  it = await startTallyBroker()
  await it.broker.createEnvironment({ name: 'production', production: true })
})
afterAll(() => it.stop())

const TO_PRODUCTION = ['--to-environment', 'production'] as const
const ask = (pacticipant: string, version: string, ...more: readonly string[]) =>
  it.tally('can-i-deploy', '-a', pacticipant, '-e', version, ...TO_PRODUCTION, ...more)

describe('--first-deployment', () => {
  test('is a yes where the others are not there yet, and says why without calling it wrong', async () => {
    await it.publish({ consumer: 'Shop', provider: 'Stock', version: '1' })
    expect((await ask('Shop', '1')).code).toBe(1)
    const { code, stdout } = await ask('Shop', '1', '--first-deployment')
    expect(code).toBe(0)
    expect(stdout).toContain('Yes: Shop version 1 can be deployed to production, as --first-deployment allows it.')
    expect(stdout).toMatch(/^· There is no verified pact/m)
    expect(stdout).not.toContain('✗')
  })

  test('says in JSON that it was allowed, beside what the broker says', async () => {
    await it.publish({ consumer: 'Radio', provider: 'Tuner', version: '1' })
    const { stdout } = await ask('Radio', '1', '--first-deployment', '-o', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      allowedBy: '--first-deployment',
      summary: { deployable: null },
      reasons: [{ code: 'not-in-environment', type: 'error' }],
    })
  })

  test('does not wait for what nobody will verify', async () => {
    await it.publish({ consumer: 'Clock', provider: 'Alarm', version: '1' })
    const startedAt = Date.now()
    const { code } = await ask('Clock', '1', '--first-deployment', '--wait', '30')
    expect(code).toBe(0)
    expect(Date.now() - startedAt).toBeLessThan(20_000)
  })

  test('is a no where one of them is there, and is not verified or has failed', async () => {
    await it.publish({ consumer: 'Boat', provider: 'Harbour', version: '1' })
    await it.verify({ consumer: 'Boat', provider: 'Harbour', version: '5' }, false)
    await it.broker.recordDeployment({ pacticipant: 'Harbour', version: '5', environment: 'production' })
    expect((await ask('Boat', '1', '--first-deployment')).code).toBe(1)
    await it.publish({ consumer: 'Boat', provider: 'Harbour', version: '2', description: 'another' })
    const { code, stdout } = await ask('Boat', '2', '--first-deployment')
    expect(code).toBe(1)
    expect(stdout).toContain('Not yet: Boat version 2')
  })
})

describe('--allow-no-contracts', () => {
  test('is a yes where the broker has never heard of the application', async () => {
    expect((await ask('Nobody', '1')).code).toBe(1)
    const { code, stdout } = await ask('Nobody', '1', '--allow-no-contracts')
    expect(code).toBe(0)
    expect(stdout).toContain('Yes: Nobody version 1 can be deployed to production, as --allow-no-contracts allows it.')
  })

  test('is a yes where it is known, but not its version, and it has no contracts', async () => {
    await it.broker.savePacticipant({ name: 'Lonely' })
    expect((await ask('Lonely', '1')).code).toBe(1)
    expect((await ask('Lonely', '1', '--allow-no-contracts')).code).toBe(0)
  })

  test('is a no where it has contracts, and this version has none: its build has not published', async () => {
    await it.publish({ consumer: 'Kettle', provider: 'Water', version: '1' })
    const { code, stdout } = await ask('Kettle', '2', '--allow-no-contracts')
    expect(code).toBe(1)
    expect(stdout).toContain('No: Kettle version 2 cannot be deployed')
    expect((await ask('Water', '9', '--allow-no-contracts')).code).toBe(1)
  })

  test('is a no where the environment is not known', async () => {
    const args = ['can-i-deploy', '-a', 'Nobody', '-e', '1', '--allow-no-contracts'] as const
    const { code, stderr } = await it.tally(...args, '--to-environment', 'moon')
    expect(code).toBe(1)
    expect(stderr).toContain('moon')
  })
})

describe('can-i-merge', () => {
  test('compares with the main branches of the others, and leaves out what is to be ignored', async () => {
    await it.publish({ consumer: 'Train', provider: 'Rail', version: '1', branch: 'feat/x' })
    await it.broker.addToBranch({ pacticipant: 'Rail', version: '5', branch: 'main' })
    const args = ['can-i-merge', '-a', 'Train', '-e', '1'] as const
    const no = await it.tally(...args)
    expect(no.code).toBe(1)
    expect(no.stdout).toContain('Not yet: Train version 1 cannot be merged with the main branches of the others')
    expect(no.stdout).toMatch(/^ {2}Next, for Rail: /m)
    expect((await it.tally(...args, '--ignore', 'Rail')).code).toBe(0)
    expect((await it.tallyWith({ PACT_BROKER_CAN_I_MERGE_IGNORE: 'Rail' }, ...args)).code).toBe(0)
    expect((await it.tallyWith({ PACT_BROKER_CAN_I_MERGE_DRY_RUN: 'true' }, ...args)).code).toBe(0)
    await it.verify({ consumer: 'Train', provider: 'Rail', version: '5' })
    expect(await it.tally(...args)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Yes: Train version 1 can be merged with the main branches of the others.'),
    })
  })
})

describe('the answer', () => {
  beforeAll(async () => {
    await it.publish({ consumer: 'Bank', provider: 'Ledger', version: '1' })
    await it.verify({ consumer: 'Bank', provider: 'Ledger', version: '5' }, false)
    await it.broker.recordDeployment({ pacticipant: 'Ledger', version: '5', environment: 'production' })
  })

  test('is a table in Markdown', async () => {
    const { code, stdout } = await ask('Bank', '1', '--output', 'markdown')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^\*\*No: Bank version 1 cannot be deployed to production\.\*\*/)
    expect(stdout).toContain(
      '| CONSUMER | VERSION | PROVIDER | VERSION | VERIFIED |\n| --- | --- | --- | --- | --- |\n',
    )
    expect(stdout).toContain('| Bank | 1 | Ledger | 5 | no |')
  })

  test('is annotations and a summary in a step of GitHub Actions', async () => {
    const env = { GITHUB_STEP_SUMMARY: join(it.workplace.folder, 'summary.md') }
    const args = ['can-i-deploy', '-a', 'Bank', '-e', '1', ...TO_PRODUCTION, '-o', 'github'] as const
    const { code, stdout } = await it.tallyWith(env, ...args)
    expect(code).toBe(1)
    expect(stdout).toContain('::error::No: Bank version 1 cannot be deployed to production.')
    expect(stdout).toMatch(/^::error::✗ The verification for the pact/m)
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('| Bank | 1 | Ledger | 5 | no |')
  })

  test('ends a no with the number that the pipeline wants', async () => {
    const args = ['can-i-deploy', '-a', 'Bank', '-e', '1', ...TO_PRODUCTION] as const
    expect(await it.tallyWith({ PACT_BROKER_CAN_I_DEPLOY_EXIT_CODE_BETA: '42' }, ...args)).toMatchObject({ code: 42 })
  })

  test('takes the spellings of the Pact CLIs', async () => {
    const spellings = [
      ['broker', 'can-i-deploy', '--pacticipant=Bank', '--version=1', '--to_environment=production', '--no-dry-run'],
      ['can-i-deploy', '-a', 'Bank', '-e', '1', '--to-environment', 'production', '--skip-verbose', '-o', 'pretty'],
      ['--log-level', 'off', 'can-i-deploy', '-a', 'Bank', '-l', ...TO_PRODUCTION, '--log-level', 'none'],
      ['can-i-deploy', '-a', 'Bank', '--main-branch', ...TO_PRODUCTION, '--ssl-trust-store', 'true'],
    ]
    const runs = await Promise.all(spellings.map((args) => it.tally(...args)))
    for (const { code, stdout } of runs)
      expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('No: ') })
  })
})

describe('an override', () => {
  test('turns the no into a yes, is shown with it and listed, until it is revoked', async () => {
    await it.publish({ consumer: 'Kite', provider: 'Wind', version: '1' })
    expect((await ask('Kite', '1')).code).toBe(1)
    const override = ['create-override', '-a', 'Kite', '-e', '1', '--environment', 'production']
    const created = await it.tally(...override, '--reason', 'the wind is behind a flag', '--hours', '2', '-o', 'id')
    expect(created.code).toBe(0)
    const uuid = created.stdout.trim()

    const { code, stdout } = await ask('Kite', '1')
    expect(code).toBe(0)
    expect(stdout).toContain('Yes: Kite version 1 can be deployed to production, as an override allows it.')
    expect(stdout).toMatch(/^! WARN: Deploying .* override of anybody until .*: the wind is behind a flag$/m)
    expect(stdout).toMatch(/^✗ There is no verified pact/m)
    const listed = await it.tally('list-overrides', '-a', 'Kite')
    expect(listed.stdout).toMatch(/^Kite +1 +production +until \S+ +anybody +the wind is behind a flag +\S+$/m)

    expect((await it.tally('revoke-override', '--uuid', uuid)).stdout).toBe(`The override ${uuid} is revoked.\n`)
    expect((await ask('Kite', '1')).code).toBe(1)
    expect((await it.tally('list-overrides', '-a', 'Kite')).stdout).toBe('No override is in force.\n')
    expect((await it.tally('list-overrides', '-a', 'Kite', '--all')).stdout).toContain('revoked by anybody')
  })

  test('is refused with what is wrong', async () => {
    const override = ['create-override', '-a', 'Nobody', '-e', '1', '--environment', 'production', '--reason']
    const short = await it.tally(...override, 'short')
    expect(short).toMatchObject({ code: 1 })
    expect(short.stderr).toContain('reason: must have at least 10 characters')
    expect(await it.tally(...override, 'a good reason', '--until', 'soon')).toMatchObject({ code: 2 })
  })
})
