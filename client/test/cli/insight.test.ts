import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TallyBroker, startTallyBroker } from '../support/tally-broker.ts'

vi.setConfig({ testTimeout: 60_000 })

let here: TallyBroker
const tally = (...args: readonly string[]) => here.tally(...args)

beforeAll(async () => {
  here = await startTallyBroker()
  await here.publish({ consumer: 'Shop', provider: 'Stock', version: '1' })
  await here.publish({ consumer: 'Shop', provider: 'Stock', version: '2', branch: 'feat/x', description: 'another' })
  await here.broker.savePacticipant({ name: 'Shop', mainBranch: 'main' })
})
afterAll(() => here.stop())

describe('doctor', () => {
  const doctor = (...args: readonly string[]) => tally('doctor', '-a', 'Shop', 'Stock', ...args)

  test('says what is wrong and what to do, until all is well', async () => {
    const before = await doctor()
    expect(before.code).toBe(1)
    expect(before.stdout).toContain('There are none: can-i-deploy has nothing to compare with.')
    expect(before.stdout).toContain('    Next: tally create-environment --name production --production\n')
    expect(before.stdout).toContain('It has no main branch')
    expect(before.stdout).toContain('None starts the build of a provider')

    await tally('create-environment', '--name', 'production', '--production')
    await here.verify({ consumer: 'Shop', provider: 'Stock', version: '5', branch: 'main' })
    await here.broker.savePacticipant({ name: 'Stock', mainBranch: 'main' })
    for (const [name, version] of [
      ['Shop', '1'],
      ['Stock', '5'],
    ] as const) {
      await tally('record-deployment', '-a', name, '-e', version, '--environment', 'production')
    }
    await here.broker.createWebhook({
      description: 'Verify Stock',
      events: ['contract_requiring_verification_published'],
      request: { method: 'POST', url: 'https://ci.example.org/stock' },
    })
    here.workplace.write('contracts/a.json', { consumer: { name: 'Shop' }, provider: { name: 'Stock' } })
    here.workplace.commit()
    const after = await doctor('--output', 'json')
    const { findings } = JSON.parse(after.stdout)
    expect(
      findings.filter(({ outcome }: { outcome: string }) => outcome === 'problem' || outcome === 'warning'),
    ).toEqual([])
    expect(after.code).toBe(0)
    const text = await tally('doctor')
    expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('\nAll is well.\n') })
    expect(text.stdout).toContain('  ✓ Contracts in contracts: Shop with Stock.')
    expect(text.stdout).toContain('  ✓ It is reached: Tallystick ')
  })

  test('finds versions without a branch, and contract files that are broken', async () => {
    await here.broker.createVersion({ pacticipant: 'Shop', version: '3' })
    here.workplace.write('pacts/broken.json', '{')
    const { code, stdout } = await doctor('--contracts', 'pacts')
    expect(code).toBe(1)
    expect(stdout).toContain('1 of its last 3 versions has no branch: 3.')
    expect(stdout).toContain('✗ pacts/broken.json is not JSON')
  })

  test('ends with 3 where there is no broker, and still says what it has seen', async () => {
    const { code, stdout } = await tally('doctor', '-b', 'http://127.0.0.1:9', '--retries', '0')
    expect(code).toBe(3)
    expect(stdout).toContain('✓ The branch is main.')
    expect(stdout).toContain('✗ The broker at http://127.0.0.1:9 cannot be reached')
  })

  test('says who is not known', async () => {
    const { code, stdout } = await tally('doctor', '-a', 'Nobody')
    expect(code).toBe(1)
    expect(stdout).toContain('✗ The broker does not know it')
  })
})

describe('explain', () => {
  test('says why a contract is selected, and where it may go', async () => {
    const { code, stdout } = await tally('explain', '--consumer', 'Shop', '--provider', 'Stock')
    expect(code).toBe(0)
    expect(stdout).toContain('What a build of Stock (branch main) has to verify')
    expect(stdout).toContain('  ✓ Selected, a failure fails the build')
    expect(stdout).toContain("* latest version from the main branch 'main' (1)")
    expect(stdout).toMatch(/^Shop +1 +Stock +5 +yes$/m)
    expect(stdout).toContain('Yes: Shop version 1 can be deployed to production.')
  })

  test('says why a contract is pending', async () => {
    await here.publish({ consumer: 'Shop', provider: 'Bank', version: '1' })
    const args = ['explain', '--consumer', 'Shop', '--provider', 'Bank', '--provider-branch', 'feat/new'] as const
    const { stdout } = await tally(...args)
    expect(stdout).toContain('What a build of Bank (branch feat/new) has to verify')
    expect(stdout).toContain('  … Selected, pending: a failure does not fail the build')
    expect(stdout).toContain(
      "a successful verification result for a version of Bank from branch 'feat/new' has not yet",
    )
    expect(stdout).toContain('Not yet: Shop version 1 cannot be deployed to production')
  })

  test('says why nothing is selected', async () => {
    await here.publish({ consumer: 'Mobile', provider: 'Stock', version: '1', branch: 'feat/y' })
    await here.broker.savePacticipant({ name: 'Mobile', mainBranch: 'main' })
    const { code, stdout } = await tally('explain', '--consumer', 'Mobile', '--provider', 'Stock')
    expect(code).toBe(0)
    expect(stdout).toContain('✗ No contract of Mobile is selected for a build of Stock.')
    expect(stdout).toContain('Version 1 is of another branch')
    expect(stdout).toContain('Not yet: Mobile version 1 cannot be deployed to production')
  })

  test('ends with 1 where there is no such contract', async () => {
    expect(await tally('explain', '--consumer', 'Stock', '--provider', 'Shop')).toMatchObject({
      code: 1,
      stderr: 'There is no contract of Stock with Shop.\n',
    })
    expect(await tally('explain', '--consumer', 'Nobody', '--provider', 'Stock')).toMatchObject({ code: 1 })
  })
})

describe('diff', () => {
  const diff = (...args: readonly string[]) => tally('diff', '--consumer', 'Shop', '--provider', 'Stock', ...args)

  test('compares the latest with what was before it', async () => {
    const { code, stdout } = await diff()
    expect(code).toBe(0)
    expect(stdout).toContain('Diff between versions 1 and 2 of the pact between Shop and Stock')
    expect(stdout).toMatch(/^-.*"a request"/m)
    expect(stdout).toMatch(/^\+.*"another"/m)
  })

  test('says of each change what it is to the provider, and why', async () => {
    const { stdout } = await diff('--to', '2')
    expect(stdout).toContain('\n1 safe change for the provider\n')
    expect(stdout).toContain('✓ safe: Description changed: a request → another\n    It is only called otherwise')
    const { counts, interactions } = JSON.parse((await diff('--to', '2', '-o', 'json')).stdout)
    expect([counts, interactions[0].changes[0].effect]).toEqual([{ breaking: 0, unknown: 0, safe: 1 }, 'safe'])
  })

  test('compares branches, and ends with 1 where that is wanted', async () => {
    const run = await diff('--from-branch', 'feat/x', '--to-branch', 'main', '--exit-code', '-o', 'markdown')
    expect(run.code).toBe(1)
    expect(run.stdout).toContain('```diff\n')
    expect(run.stdout).toMatch(/^\+.*"a request"/m)
    expect(await diff('--from', '1', '--to', '1', '--exit-code')).toMatchObject({ code: 0 })
    expect(JSON.parse((await diff('--from', '1', '--to', '2', '-o', 'json')).stdout)).toMatchObject({ isChanged: true })
  })

  test('ends with 1 where there is nothing to compare, and with 2 where it is said twice', async () => {
    expect(await diff('--to-branch', 'nowhere')).toMatchObject({ code: 1 })
    expect(await diff('--to', '77')).toMatchObject({ code: 1 })
    expect(await diff('--to', '1', '--to-branch', 'main')).toMatchObject({ code: 2 })
    const first = await diff('--to', '1')
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('No previous distinct version was found') })
  })
})

describe('graph', () => {
  test('draws who depends on whom', async () => {
    await here.publish({ consumer: 'Till', provider: 'Taxes', version: '1' })
    const { stdout } = await tally('graph', '-a', 'Shop', '--output', 'markdown')
    expect(stdout).toContain('```mermaid\nflowchart LR\n')
    expect(stdout).toContain('["Shop"]')
    expect(stdout).not.toContain('Till')
    expect((await tally('graph', '--format', 'dot')).stdout).toContain('  "Till" -> "Taxes";\n')
  })
})
