import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createTestDatabase } from '../../../broker/test/support/database.ts'
import { createProject } from '../consumer/support/project.ts'
import { type TallyBroker, startTallyBroker } from '../support/tally-broker.ts'
import { runTally } from '../support/tally.ts'

vi.setConfig({ testTimeout: 120_000 })

let here: TallyBroker

beforeAll(async () => {
  here = await startTallyBroker()
})
afterAll(() => here.stop())

describe('init', () => {
  test('writes a first consumer test for vitest, which runs and makes a contract', async () => {
    await using project = createProject()
    project.write('package.json', { name: '@acme/shop', type: 'module', devDependencies: { vitest: '5' } })
    const { code, stdout } = await runTally(['init', 'consumer', '--provider', 'Stock'], { cwd: project.folder })
    expect(code).toBe(0)
    expect(stdout).toContain('Written: test/stock.contract.test.js\nWritten: vitest.config.js\n')
    expect(stdout).toContain('  npx vitest run\n  npx tally publish contracts --consumer-app-version 1 --branch main\n')
    const ran = await project.run('vitest', 'run')
    expect(ran.code, ran.output).toBe(0)
    expect(JSON.parse(project.contract('shop-Stock') ?? '')).toMatchObject({
      consumer: { name: 'shop' },
      provider: { name: 'Stock' },
    })
  })

  test('leaves alone what is there', async () => {
    await using project = createProject()
    project.write('vitest.config.mts', 'export default {}')
    project.write('tests/stock.contract.test.mjs', '// mine')
    project.write('package.json', { devDependencies: { vitest: '5' } })
    const args = ['init', 'consumer', '--consumer', 'Shop', '--provider', 'Stock'] as const
    const { code, stdout } = await runTally(args, { cwd: project.folder })
    expect(code).toBe(0)
    expect(stdout).toContain('There already, and left as it is: tests/stock.contract.test.mjs')
    expect(stdout).toContain('There already, and left as it is: vitest.config.mts\n  Add the plugin to it')
    expect(readFileSync(join(project.folder, 'tests/stock.contract.test.mjs'), 'utf8')).toBe('// mine')
  })

  test('writes a first provider test, which verifies what the consumer test made', async () => {
    await using project = createProject()
    const devDependencies = { typescript: '7', zod: '^4.6.0' }
    project.write('package.json', { name: 'stock', type: 'module', devDependencies })
    const cwd = project.folder
    await runTally(['init', 'consumer', '--consumer', 'Shop', '--provider', 'stock'], { cwd })
    expect(readFileSync(join(cwd, 'test/stock.contract.test.ts'), 'utf8')).toContain('const item = z.object({')
    const consumer = await project.run('node', '--test', 'test/stock.contract.test.ts')
    expect(consumer.code, consumer.output).toBe(0)
    const written = await runTally(['init', 'provider'], { cwd })
    expect(written.stdout).toContain('Written: test/stock.provider.test.ts\nWritten: test/stock.states.ts\n')
    expect(written.stdout).toContain('what the contracts of Shop need, which are in contracts.')
    const provider = await project.run('node', '--test', 'test/stock.provider.test.ts')
    expect(provider.code, provider.output).toBe(0)
    expect(provider.output).toContain('a request for an item')
  })

  test('writes a handler for each state and message of the contracts at the broker', async () => {
    await using project = createProject()
    project.write('package.json', { name: 'bookings', devDependencies: { vitest: '5' } })
    const states = [{ name: "a guest's booking", params: { id: '1', 'on-day': 'Monday' } }, { name: 'no rain' }]
    const interactions = [
      { type: 'Synchronous/HTTP', description: 'a', providerStates: states, request: {}, response: { status: 200 } },
      { type: 'Asynchronous/Messages', description: 'a booking was made', contents: {} },
    ]
    const metadata = { pactSpecification: { version: '4.0' } }
    const content = { consumer: { name: 'desk' }, provider: { name: 'bookings' }, interactions, metadata }
    const contracts = [{ provider: 'bookings', content }]
    await here.broker.publishContracts({ pacticipant: 'desk', version: '1', branch: 'main', contracts })
    const { stdout } = await runTally(['init', 'provider'], {
      cwd: project.folder,
      env: { PACT_BROKER_BASE_URL: here.url },
    })
    expect(stdout).toContain('what the contracts of desk need, which are at the broker.')
    const text = readFileSync(join(project.folder, 'test/bookings.provider.test.mjs'), 'utf8')
    expect(text).toContain("    'a guest\\'s booking': (params) => {\n      throw new Error(`to do: ")
    expect(text).toContain("    'no rain': () => {\n      throw new Error('to do')\n    },")
    expect(text).toContain("  messages: {\n    'a booking was made': () => {")
    expect(text).not.toContain('contracts:')
  })

  test('says that tests with pact-js stay', async () => {
    await using project = createProject()
    const devDependencies = { vitest: '5', typescript: '7', '@pact-foundation/pact': '17' }
    project.write('package.json', { name: 'shop', devDependencies })
    const { stdout } = await runTally(['init', 'consumer', '--provider', 'Stock'], { cwd: project.folder })
    expect(stdout).toContain('Written: test/stock.contract.test.ts\nWritten: vitest.config.mts\n')
    expect(stdout).toContain('Tests with @pact-foundation/pact keep working as they are')
    expect(stdout).toContain('  npx tally publish contracts pacts --merge --consumer-app-version 1 --branch main\n')
  })

  test('writes for jest where the project has it', async () => {
    await using project = createProject()
    project.write('package.json', { devDependencies: { jest: '30' } })
    const cwd = project.folder
    const { stdout } = await runTally(['init', 'consumer', '--consumer', 'Shop', '--provider', 'Stock'], { cwd })
    expect(stdout).toContain('NODE_OPTIONS=--experimental-vm-modules npx jest')
    expect(readFileSync(join(cwd, 'test/stock.contract.test.mjs'), 'utf8')).toContain("from '@jest/globals'")
  })

  test('ends with 2 where it does not know who is who', async () => {
    expect(await runTally(['init', 'consumer'], { cwd: here.workplace.folder })).toMatchObject({ code: 2 })
    expect(await runTally(['init', 'provider'], { cwd: here.workplace.folder })).toMatchObject({ code: 2 })
    expect(await runTally(['init'], { cwd: here.workplace.folder })).toMatchObject({ code: 2 })
  })
})

/** The first line of what it prints that fits. */
function lineOf(child: ChildProcess, fits: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const [line] = fits.exec(printed) ?? []
      if (line) resolve(line)
    })
    child.once('exit', () => reject(new Error(printed)))
  })
}

test('dev starts a broker, and ends it in order', async () => {
  const database = await createTestDatabase()
  const bin = join(import.meta.dirname, '../../bin/tally.js')
  const child = spawn(process.execPath, [bin, 'dev', '--port', '0', '--database-url', database.url], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TALLYSTICK_LOG_FORMAT: 'json' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address =
    /http:\/\/127\.0\.0\.1:\d+/.exec(await lineOf(child, /listens on http:\/\/127\.0\.0\.1:\d+/))?.[0] ?? ''
  const listed = await runTally(['list-environments', '-b', address])
  expect(listed).toMatchObject({ code: 0, stderr: '' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  await database.drop()
})

describe('completion', () => {
  const complete = (script: string, ...words: readonly string[]) =>
    execFileSync(
      'bash',
      [
        '-c',
        `eval "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tally; printf '%s\\n' "\${COMPREPLY[@]}"`,
        script,
        ...words,
      ],
      { encoding: 'utf8', cwd: here.workplace.folder },
    )
      .trim()
      .split('\n')

  test('completes commands, their options, and commands within commands in bash', async () => {
    const { code, stdout: script } = await runTally(['completion', 'bash'])
    expect(code).toBe(0)
    expect(complete(script, 'tally', 'can-i')).toEqual(['can-i-deploy', 'can-i-merge'])
    expect(complete(script, 'tally', 'record-release', '--e')).toEqual(['--environment'])
    expect(complete(script, 'tally', 'can-i-deploy', '-a', 'Shop', '--to-')).toEqual(['--to-environment'])
    expect(complete(script, 'tally', 'provider-states', '')).toContain('list')
    expect(complete(script, 'tally', 'provider-states', 'list', '--pro')).toEqual(['--provider'])
  })

  test('knows every command in zsh and fish', async () => {
    const zsh = await runTally(['completion', 'zsh'])
    expect(zsh.stdout).toMatch(/^#compdef tally\n/)
    expect(zsh.stdout).toContain(
      "    record-deployment) _arguments '(-a --pacticipant)'{-a,--pacticipant}'[what was deployed]",
    )
    const fish = await runTally(['completion', 'fish'])
    expect(fish.stdout).toContain("complete -c tally -f -n '__fish_use_subcommand' -a can-i-deploy -d ")
    expect(fish.stdout).toContain('-l to-environment -r -d ')
    expect(await runTally(['completion', 'tcsh'])).toMatchObject({ code: 2 })
  })
})

test('every command helps, with an example that can be read', async () => {
  const { stdout } = await runTally(['--help'])
  const names = [...stdout.matchAll(/^ {2}([a-z][\w-]+) /gm)].flatMap(([, name]) =>
    name && name !== 'help' ? [name] : [],
  )
  expect(names.length).toBeGreaterThan(35)
  const helps = await Promise.all(names.map((name) => runTally([name, '--help'])))
  for (const [index, help] of helps.entries()) {
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toContain(`Example:\n  $ tally ${names[index]}`)
  }
})
