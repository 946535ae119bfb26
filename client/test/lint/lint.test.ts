// `tally lint` as people run it: a process of its own, on files, with the commands that write them.
import { existsSync, readFileSync, readdirSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProject } from '../consumer/support/project.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'
import { runTally } from '../support/tally.ts'

vi.setConfig({ testTimeout: 60_000 })

let workplace: Workplace
beforeEach(() => {
  workplace = createWorkplace()
})
afterEach(() => workplace.remove())

const lint = (...args: readonly string[]) => lintWith({}, ...args)
const lintWith = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
  runTally(['lint', ...args], { cwd: workplace.folder, env })

// Far from the time at which these tests run.
const NOW = '2040-06-15T19:30:14Z'
const UUID = 'ac67ee9b-e64f-40b4-8607-b4fbffecfe96'

const contract = (body: unknown, description = 'a request') => ({
  consumer: { name: 'shop' },
  provider: { name: 'orders' },
  interactions: [
    {
      description,
      providerStates: [{ name: 'an order was placed' }],
      request: { method: 'GET', path: '/orders' },
      response: { status: 200, body },
    },
  ],
  metadata: { pactSpecification: { version: '3.0.0' } },
})

/** A file as it was checked out long ago. */
function write(path: string, content: object): void {
  workplace.write(path, JSON.stringify(content, null, 2))
  utimesSync(join(workplace.folder, path), 0, 0)
}

/** What stands for the tests of a project: a script that writes a contract. `body` is JavaScript. */
function writeTests(body: string, more = ''): void {
  workplace.write(
    'tests.mjs',
    `import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
    mkdirSync('pacts', { recursive: true })
    ${more}
    const contract = ${JSON.stringify(contract('BODY', 'DESCRIPTION'))}
    contract.interactions[0].description = 'a request'
    contract.interactions[0].response.body = ${body}
    console.log('one test ran')
    writeFileSync('pacts/shop-orders.json', JSON.stringify(contract, null, 2))`,
  )
}
const RUN = `"${process.execPath}" tests.mjs`

describe('contract files', () => {
  test('with fixed values have nothing to find', async () => {
    write('contracts/a.json', contract({ at: '2000-01-31' }))
    const { code, stdout, stderr } = await lint()
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Nothing is found in 1 contract with 1 interaction.\n',
      stderr: '',
    })
  })

  test('with changing values are named, with place, reason and cure', async () => {
    write('contracts/a.json', contract({ at: NOW }))
    const { code, stdout } = await lint('--now', NOW)
    expect(code).toBe(1)
    expect(stdout).toBe(`contracts/a.json
  a request, given "an order was placed"
    ✗ 23:17 $.response.body.at ${NOW} (changing-time)
      It is a time close to now, and no matching rule takes another: the provider will not give back this one. Use a matcher with a fixed example.

1 error in 1 contract with 1 interaction.
`)
    expect(await lint()).toMatchObject({ code: 0 })
  })

  test('are compared with the time at which they were written', async () => {
    write('contracts/a.json', contract({ at: NOW }))
    utimesSync(join(workplace.folder, 'contracts/a.json'), new Date(NOW), new Date(NOW))
    expect(await lint('--now', '2051-01-01T00:00:00Z')).toMatchObject({ code: 1 })
  })

  test('of folders and patterns are read, and the contracts and pacts of the project where nothing is said', async () => {
    write('contracts/a.json', contract({}))
    write('pacts/b.json', contract({}))
    write('other/c.json', contract({}))
    const counts = async (...args: readonly string[]) => {
      const { contracts } = JSON.parse((await lint('-o', 'json', ...args)).stdout)
      return contracts
    }
    expect(await counts()).toBe(2)
    expect(await counts('other', 'pacts/b.json', 'contracts/*.json')).toBe(3)
  })

  test('that pact-js wrote have nothing to find', async () => {
    const { code, stdout } = await lint(join(import.meta.dirname, '../provider/pact-js-contracts'))
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Nothing is found in 4 contracts with 7 interactions.\n' })
  })

  test('that are not there, or cannot be read, end with 2', async () => {
    const none = await lint()
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('Run the tests, or name the folder.') })
    workplace.write('broken.json', '{')
    expect(await lint('broken.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('broken.json is not JSON'),
    })
    workplace.write('none.json', { name: 'x' })
    expect(await lint('none.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('it has no consumer') })
    expect(await lint('missing')).toMatchObject({ code: 2 })
    expect(await lint('--ignore', 'nothing')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('changing-time'),
    })
    expect(await lint('--now', 'soon')).toMatchObject({ code: 2 })
    expect(await lint('--max-warnings', 'few')).toMatchObject({ code: 2 })
  })
})

describe('the answer', () => {
  beforeEach(() => write('contracts/a.json', contract({ at: NOW, id: UUID })))

  test('leaves out the rules that are ignored', async () => {
    const one = await lint('--now', NOW, '--ignore', 'changing-time')
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('1 warning in 1 contract') })
    const none = await lint('--now', NOW, '--ignore', 'changing-time', '--ignore', 'random-id')
    expect(none.stdout).toContain('Nothing is found')
  })

  test('ends with 1 for more warnings than are allowed', async () => {
    expect(await lint('--max-warnings', '1')).toMatchObject({ code: 0 })
    const many = await lint('--max-warnings', '0')
    expect(many).toMatchObject({ code: 1, stderr: 'There are more warnings than --max-warnings allows: 1, not 0.\n' })
  })

  test('is JSON', async () => {
    const { stdout } = await lint('--now', NOW, '-o', 'json')
    expect(JSON.parse(stdout)).toMatchObject({
      contracts: 1,
      interactions: 1,
      errors: 1,
      warnings: 1,
      findings: [
        {
          rule: 'changing-time',
          severity: 'error',
          file: 'contracts/a.json',
          line: 23,
          column: 17,
          consumer: 'shop',
          provider: 'orders',
          description: 'a request',
          states: ['an order was placed'],
          path: '$.response.body.at',
          value: NOW,
        },
        { rule: 'random-id', severity: 'warning', line: 24 },
      ],
    })
  })

  test('is Markdown', async () => {
    const { stdout } = await lint('--now', NOW, '-o', 'markdown')
    expect(stdout).toContain(`**✗ 23:17 $.response.body.at ${NOW} (changing-time)**`)
  })

  test('is annotations of the files in GitHub Actions, from the root of the checkout', async () => {
    const summary = join(workplace.folder, 'summary.md')
    const env = { GITHUB_WORKSPACE: join(workplace.folder, '..'), GITHUB_STEP_SUMMARY: summary }
    const { code, stdout } = await lintWith(env, '--now', NOW, '-o', 'github')
    expect(code).toBe(1)
    const file = `${workplace.folder.slice(join(workplace.folder, '..').length + 1)}/contracts/a.json`
    expect(stdout).toContain(`\n::error file=${file},line=23,col=17,title=changing-time::a request, given "an order`)
    expect(stdout).toContain(`\n::warning file=${file},line=24,col=17,title=random-id::`)
    expect(readFileSync(summary, 'utf8')).toContain('**contracts/a.json**')
  })
})

describe('what somebody wrote', () => {
  test('is fixed: values that a file of the repository has are not named', async () => {
    write('contracts/a.json', contract({ at: '2040-06-15T19:30:14.000Z', id: UUID }))
    workplace.git('init', '--quiet')
    const none = await lint('--now', NOW, '-o', 'json')
    expect(JSON.parse(none.stdout)).toMatchObject({ errors: 2, warnings: 0 })
    workplace.write('test/a.test.ts', `const order = { at: '${NOW}', id: '${UUID.toUpperCase()}' }`)
    expect(await lint('--now', NOW)).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is found') })
  })

  test('is not what a contract has, nor a list of changes', async () => {
    write('contracts/a.json', contract({ at: NOW }))
    write('contracts/old/b.json', contract({ at: NOW }))
    workplace.write('CHANGELOG.md', NOW)
    workplace.commit()
    expect(await lint('--now', NOW)).toMatchObject({ code: 1 })
  })
})

describe('two runs', () => {
  test('that write the same have nothing to find', async () => {
    writeTests('{ id: 1 }')
    const { code, stdout, stderr } = await lint('--run', RUN)
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Nothing is found in 1 contract with 1 interaction.\n',
      stderr: '',
    })
  })

  test('that differ are told value by value', async () => {
    writeTests('{ at: Date.now(), n: Math.random(), fixed: 1 }')
    const { code, stdout } = await lint('--run', RUN, '-o', 'json')
    expect(code).toBe(1)
    const { findings } = JSON.parse(stdout)
    expect(findings).toMatchObject([
      { rule: 'changes-between-runs', path: '$.response.body.at', value: expect.stringMatching(/^\d{13} → \d{13}$/) },
      { rule: 'changes-between-runs', path: '$.response.body.n', value: expect.stringMatching(/^0\.\d+.* → 0\.\d+/) },
    ])
  })

  test('prove that what looks random is not', async () => {
    writeTests(`{ id: '${UUID.slice(0, 8)}' + '${UUID.slice(8)}' }`)
    expect(await lint('--run', RUN)).toMatchObject({ code: 0 })
    expect((await lint()).stdout).toContain('random-id')
  })

  test('begin without contracts, and leave what was there', async () => {
    write('pacts/shop-orders.json', contract({ old: true }))
    write('pacts/other.json', contract({ old: true }, 'another'))
    const before = readFileSync(join(workplace.folder, 'pacts/shop-orders.json'), 'utf8')
    writeTests(
      '{ id: 1 }',
      "if (existsSync('pacts/shop-orders.json') || existsSync('pacts/other.json')) process.exit(4)",
    )
    expect(await lint('--run', RUN)).toMatchObject({ code: 0 })
    expect(readFileSync(join(workplace.folder, 'pacts/shop-orders.json'), 'utf8')).toBe(before)
    expect(existsSync(join(workplace.folder, 'pacts/other.json'))).toBe(true)
  })

  test('that fail end with 2, with what they printed, and leave what was there', async () => {
    write('pacts/shop-orders.json', contract({ old: true }))
    writeTests('{ id: 1 }', "console.log('out of luck'); console.error('badly'); process.exit(7)")
    const { code, stdout, stderr } = await lint('--run', RUN)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('out of luck\n')
    expect(stderr).toContain('badly\n')
    expect(stderr).toContain('failed with exit code 7')
    expect(readdirSync(join(workplace.folder, 'pacts'))).toEqual(['shop-orders.json'])
  })

  test('of which the second writes nothing end with 2', async () => {
    writeTests('{ id: 1 }', "if (existsSync('kept')) process.exit(0); writeFileSync('kept', '')")
    const { code, stderr } = await lint('--run', RUN)
    expect(code).toBe(2)
    expect(stderr).toContain('After the second run')
    expect(stderr).toContain('Does something keep its result and leave out the tests?')
  })

  test('of other times are compared with --against', async () => {
    write('pacts/shop-orders.json', contract({ id: 1 }))
    write('earlier/shop-orders.json', contract({ id: 2 }))
    const differs = await lint('--against', 'earlier')
    expect(differs).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('$.response.body.id 2 → 1 (changes-between-runs)'),
    })
    write('earlier/shop-orders.json', contract({ id: 1 }))
    write('earlier/shop-stock.json', { ...contract({}), provider: { name: 'stock' } })
    const gone = await lint('--against', 'earlier')
    expect(gone.stdout).toContain('earlier/shop-stock.json\n  The contract\n    ✗ 1:1 $ (one-run-only)')
    expect(await lint('--against', 'missing')).toMatchObject({ code: 2 })
    expect(await lint('--against', 'earlier', '--run', 'true')).toMatchObject({ code: 2 })
  })
})

test('contracts of this package are compared, of tests that run for the first time and again', async () => {
  await using project = createProject()
  project.write(
    'order.test.mjs',
    `import { randomUUID } from 'node:crypto'
    import { after, test } from 'node:test'
    import { contract, datetime, like, mergeContracts } from '@tallystick/client/consumer'

    const orders = contract({ consumer: 'shop', provider: 'orders' })
    const order = { id: like(randomUUID()), fixed: like('1'), at: datetime() }
    test('shows an order', () =>
      orders
        .http({ description: 'a request for an order', request: { path: '/orders/1' }, response: { body: order } })
        .run(({ fetch }) => fetch('/orders/1').then((response) => response.json())))
    after(() => mergeContracts())`,
  )
  const command = `"${process.execPath}" --test order.test.mjs`
  const { code, stdout, stderr } = await runTally(['lint', '--run', command, '-o', 'json'], {
    cwd: project.folder,
    env: { NODE_OPTIONS: '--conditions=@tallystick/source', NODE_NO_WARNINGS: '1' },
  })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({
    findings: [{ rule: 'changes-between-runs', path: '$.response.body.content.id', severity: 'error' }],
  })
})

test('nothing is left in the temporary folder', async () => {
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tally-lint-'))
  const before = new Set(left())
  writeTests('{ id: 1 }')
  await lint('--run', RUN)
  expect(left().filter((name) => !before.has(name))).toEqual([])
})
