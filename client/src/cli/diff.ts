import type { Command } from 'commander'
import type { BrokerClient } from '../broker/broker-client.ts'
import { BrokerCallError } from '../broker/call-error.ts'
import { contractChanges } from '../contract/comparison/contract-changes.ts'
import { expand, paths } from '../wire/paths.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { changeBlocks, changesJson } from './changes-text.ts'
import { contractVersion } from './contract-version.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { ALL_FORMS } from './output-option.ts'
import type { Run } from './run.ts'

interface DiffOptions extends AskOptions {
  readonly consumer: string
  readonly provider: string
  readonly from?: string
  readonly fromBranch?: string
  readonly to?: string
  readonly toBranch?: string
  readonly exitCode?: boolean
}

interface Difference {
  readonly title: string
  /** When it came to be, where the broker says so. */
  readonly about: string
  readonly diff: string
}

/** The text of the broker: a heading, a sentence, the difference, links. */
export function readDifference(text: string): Difference {
  const [body = ''] = text.split('\n## Links')
  const [, title = '', rest = body] = /^# (.*)\n([\s\S]*)$/.exec(body) ?? []
  const [, about = '', diff = ''] = /^\s*(The (?:following )?changes? .*)\n([\s\S]*)$/.exec(rest) ?? ['', '', rest]
  return { title, about, diff: diff.replaceAll(/^\n+|\s+$/g, '') }
}

const changes = ({ diff }: Difference) => /^[+-]/m.test(diff)

interface Side {
  readonly version: string | undefined
  readonly branch: string | undefined
  readonly name: 'from' | 'to'
}

/** The version that is meant; undefined where nothing is said. */
async function resolveVersion(
  broker: BrokerClient,
  { consumer, provider }: DiffOptions,
  { version, branch, name }: Side,
): Promise<string | undefined> {
  if (version !== undefined && branch !== undefined) {
    throw new UsageError(`Give either --${name} or --${name}-branch, not both.`)
  }
  if (branch === undefined) return version
  const found = await broker.findLatestContract({ consumer, provider, branch })
  const number = found && contractVersion(found)
  if (number !== undefined) return number
  const message = `There is no contract of ${consumer} with ${provider} from branch ${branch}.`
  throw new BrokerCallError(message, { failure: 'refused', status: 404 })
}

async function latestVersion(broker: BrokerClient, { consumer, provider }: DiffOptions): Promise<string> {
  const found = await broker.findLatestContract({ consumer, provider })
  const number = found && contractVersion(found)
  if (number !== undefined) return number
  const message = `There is no contract of ${consumer} with ${provider}.`
  throw new BrokerCallError(message, { failure: 'refused', status: 404 })
}

interface Versions {
  readonly from: string | undefined
  readonly to: string
}

/** The contract of the older version; undefined where there is none before that says something else. */
async function findOlder(broker: BrokerClient, { consumer, provider }: DiffOptions, { from, to }: Versions) {
  if (from !== undefined) return broker.findContract({ consumer, provider, version: from })
  try {
    return await broker.getContract(expand(paths.previousDistinctPact, { consumer, provider, version: to }))
  } catch (error) {
    if (error instanceof BrokerCallError && error.failure === 'refused' && error.status === 404) return undefined
    throw error
  }
}

/** What each change is to the provider. */
async function judgeChanges(broker: BrokerClient, options: DiffOptions, versions: Versions) {
  const { consumer, provider } = options
  const [before, after] = await Promise.all([
    findOlder(broker, options, versions),
    broker.findContract({ consumer, provider, version: versions.to }),
  ])
  return before && after ? contractChanges(before, after) : undefined
}

async function diff(options: DiffOptions, broker: BrokerClient) {
  const { consumer, provider } = options
  const to =
    (await resolveVersion(broker, options, { version: options.to, branch: options.toBranch, name: 'to' })) ??
    (await latestVersion(broker, options))
  const from = await resolveVersion(broker, options, {
    version: options.from,
    branch: options.fromBranch,
    name: 'from',
  })
  const text = await broker.compareContracts({ consumer, provider, version: to, comparedWith: from })
  const found = readDifference(text)
  const judged = await judgeChanges(broker, options, { from, to })
  const isChanged = changes(found)
  const code = isChanged && options.exitCode ? exitCode.no : exitCode.yes
  return {
    json: {
      consumer,
      provider,
      to,
      ...(from === undefined ? {} : { from }),
      ...found,
      isChanged,
      ...(judged && changesJson(judged)),
    },
    blocks: [
      { lines: [found.title, found.about].filter(Boolean).map((line) => ({ text: line, format: 'bold' as const })) },
      ...(judged && judged.interactions.length + judged.changes.length > 0 ? changeBlocks(judged) : []),
      { code: found.diff, language: isChanged ? 'diff' : 'text' },
    ],
    code,
  }
}

export function defineDiff(command: Command, run: Run): void {
  command
    .requiredOption('--consumer <name>', 'whose contract')
    .requiredOption('--provider <name>', 'with which provider')
    .option('--to <version>', 'this version of the consumer; the latest when not given')
    .option('--to-branch <name>', 'the latest of that branch')
    .option(
      '--from <version>',
      'compared with this one; with the newest before that says something else when not given',
    )
    .option('--from-branch <name>', 'compared with the latest of that branch')
    .option('--exit-code', 'end with 1 when they differ')
  addAnswer<DiffOptions>(command, { forms: ALL_FORMS, run, answer: diff })
}
