// Whatever a pipeline gives a Pact CLI, tally must take: the options of the installed one are read from its help.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { readCommandLine } from '../../src/cli/command-line.ts'
import { entries } from '../../src/cli/entries.ts'

const require = createRequire(import.meta.url)
const scripts = {
  'pact-broker': require.resolve('@pact-foundation/pact-cli/bin/pact-broker.js'),
  pactflow: require.resolve('@pact-foundation/pact-cli/bin/pactflow.js'),
}

function helpOf(program: keyof typeof scripts, ...words: readonly string[]): string {
  return execFileSync(process.execPath, [scripts[program], ...words, '--help'], { encoding: 'utf8' })
}

const optionsIn = (help: string) =>
  readCommandLine([...help.matchAll(/^ +(?:-\w, )?(--[a-z][\w-]*)/gm)].map(([, name = '']) => name))
const shortsIn = (help: string) =>
  [...help.matchAll(/^ +(-\w), (--[a-z][\w-]*)/gm)].map(([, short, name]) => [short, name])

/** What it offers that is no business of a broker's client: it installs and runs brokers. */
const RUNS_BROKERS = ['ruby', 'docker', 'help']
const commands = [...helpOf('pact-broker').matchAll(/^ {2}([a-z][\w-]+) {2,}/gm)]
  .map(([, name = '']) => name)
  .filter((name) => !RUNS_BROKERS.includes(name))

async function tallys(...[name = '', inside]: readonly string[]): Promise<Command> {
  const command = new Command(name)
  const define = await entries[name]?.load()
  define?.(command, async () => {})
  return command.commands.find((one) => one.name() === inside) ?? command
}

const lines: readonly (readonly [program: keyof typeof scripts, ...words: readonly string[]])[] = [
  ...commands.filter((name) => name !== 'provider-states').map((name) => ['pact-broker', name] as const),
  ['pact-broker', 'provider-states', 'list'] as const,
  ['pactflow', 'publish-provider-contract'] as const,
]

test('the commands of the Pact CLI in Ruby that the installed one has not are there', () => {
  expect(Object.keys(entries)).toEqual(expect.arrayContaining(['generate-uuid', 'version']))
})

test('there are commands to compare', () => {
  expect(commands).toContain('can-i-deploy')
  expect(commands.length).toBeGreaterThan(25)
})

test.each(lines.map((line) => ({ line })))('$line', async ({ line: [program, ...words] }) => {
  const help = helpOf(program, ...words)
  const command = await tallys(...words)
  const known = new Set(command.options.map(({ long }) => long))
  const missing = optionsIn(help).filter((name) => !known.has(name) && name !== '--help')
  expect(missing).toEqual([])
  const shorts = new Map(command.options.map(({ short, long }) => [long, short]))
  const others = shortsIn(help).filter(([short, name]) => name !== '--help' && shorts.get(name) !== short)
  expect(others).toEqual([])
})

describe('the options of the Pact CLI in Ruby, 1.78', () => {
  const shared = 'broker-base-url broker-username broker-password broker-token verbose no-verbose'
  const webhook =
    'request header data user consumer consumer-label provider provider-label description contract-content-changed ' +
    'contract-published provider-verification-published provider-verification-failed provider-verification-succeeded ' +
    'contract-requiring-verification-published no-contract-published team-uuid'
  const judge = 'pacticipant version ignore output retry-while-unknown retry-interval dry-run no-dry-run'
  const environment = 'name display-name production no-production contact-name contact-email-address output'
  const cases: Readonly<Record<string, string>> = {
    publish:
      'consumer-app-version branch auto-detect-version-properties no-auto-detect-version-properties tag ' +
      'tag-with-git-branch no-tag-with-git-branch build-url merge no-merge output',
    'list-latest-pact-versions': 'output',
    'create-environment': environment,
    'update-environment': `uuid ${environment}`,
    'describe-environment': 'uuid output',
    'delete-environment': 'uuid output',
    'list-environments': 'output',
    'record-deployment': 'pacticipant version environment application-instance target output',
    'record-undeployment': 'pacticipant environment application-instance target output',
    'record-release': 'pacticipant version environment output',
    'record-support-ended': 'pacticipant version environment output',
    'can-i-deploy': `${judge} latest branch main-branch no-main-branch all to-environment to limit`,
    'can-i-merge': judge,
    'create-or-update-pacticipant': 'name display-name main-branch repository-url output',
    'describe-pacticipant': 'name output',
    'list-pacticipants': 'output',
    'create-webhook': webhook,
    'create-or-update-webhook': `uuid ${webhook}`,
    'test-webhook': 'uuid',
    'delete-branch': 'pacticipant branch error-when-not-found no-error-when-not-found',
    'create-version-tag':
      'pacticipant version tag auto-create-version no-auto-create-version tag-with-git-branch no-tag-with-git-branch',
    'describe-version': 'pacticipant version latest output',
    'create-or-update-version': 'pacticipant version branch tag output',
    'publish-provider-contract':
      'provider provider-app-version branch tag specification content-type verification-success ' +
      'no-verification-success verification-exit-code verification-results verification-results-content-type ' +
      'verification-results-format verifier verifier-version build-url output',
  }
  test.each(Object.entries(cases))('%s', async (name, options) => {
    const command = await tallys(name)
    const known = new Set(command.options.map(({ long }) => long))
    expect(`${options} ${shared}`.split(' ').filter((option) => !known.has(`--${option}`))).toEqual([])
  })
})
