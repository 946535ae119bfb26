import { type Command, InvalidArgumentError, Option } from 'commander'
import type { BrokerContracts } from '../provider/broker-source.ts'
import { ContractError } from '../provider/contract-error.ts'
import type { ContractSource } from '../provider/sources.ts'
import { type ConsumerVersionSelector, consumerVersionSelector } from '../wire/selection.ts'
import { type BrokerOptions, addBrokerOptions, transportOptions } from './broker-options.ts'
import { UsageError } from './exit-code.ts'
import { addFlag } from './flag.ts'
import type { Terminal } from './terminal.ts'

/** Which contracts of which provider. */
export interface ContractOptions extends BrokerOptions {
  readonly provider?: string
  readonly file?: readonly string[]
  readonly dir?: readonly string[]
  readonly url?: readonly string[]
  readonly consumerVersionSelectors?: readonly ConsumerVersionSelector[]
  readonly consumerVersionTags?: readonly string[]
  readonly enablePending?: boolean
  readonly includeWipPactsSince?: string
}

export const collected = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text]

/** Names with commas between them, and the option more than once. */
export const listed = (text: string, earlier: readonly string[] = []): readonly string[] => [
  ...earlier,
  ...text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean),
]

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new InvalidArgumentError(`It must be JSON, as in '{"mainBranch":true}'.`)
  }
}

/** One selector, or a list of them. */
function selectors(text: string, earlier: readonly ConsumerVersionSelector[] = []): readonly ConsumerVersionSelector[] {
  const found = consumerVersionSelector.array().safeParse([parsedJson(text)].flat())
  if (found.success) return [...earlier, ...found.data]
  const [issue] = found.error.issues
  throw new InvalidArgumentError(`${issue?.path.slice(1).join('.') || 'It'} ${issue?.message ?? 'is not a selector'}.`)
}

/** Options under their names in other verifiers; they are not listed. */
export function addAliases(command: Command, aliases: Readonly<Record<string, string>>): Command {
  for (const [flags, name] of Object.entries(aliases)) {
    const known = command.options.find((option) => option.attributeName() === name)
    if (!known) continue
    const alias = new Option(flags, known.description).hideHelp()
    if (known.parseArg) alias.argParser(known.parseArg)
    command.addOption(alias)
    command.on(`option:${alias.name()}`, () => {
      command.setOptionValue(name, command.getOptionValue(alias.attributeName()))
    })
  }
  return command
}

/** Adds the options that say which contracts; those of the broker are among them. */
export function addContractOptions(command: Command): Command {
  command
    .option('-n, --provider <name>', 'the provider, as its contracts name it')
    .option('-f, --file <file>', 'a contract in a file; may be repeated', collected)
    .option('-d, --dir <folder>', 'the contracts of a folder; may be repeated', collected)
    .option('--url <url>', 'a contract at an address; may be repeated', collected)
    .option(
      '--consumer-version-selectors <json>',
      `which consumer versions of the broker count, as in '{"deployedOrReleased":true}'; may be repeated`,
      selectors,
    )
    .option('--consumer-version-tags <tags>', 'in place of selectors: the latest versions with these tags', listed)
    .option('--include-wip-pacts-since <date>', 'take newer contracts of other branches too; they fail nothing')
  addFlag(command, '--enable-pending', 'contracts that this provider never kept fail nothing')
  return addAliases(addBrokerOptions(command), {
    '--provider-name <name>': 'provider',
    '--broker-url <url>': 'brokerBaseUrl',
    '--pact-broker-base-url <url>': 'brokerBaseUrl',
    '--pact-url <url>': 'url',
    '--user <name>': 'brokerUsername',
    '--password <password>': 'brokerPassword',
    '--token <token>': 'brokerToken',
    '-t <token>': 'brokerToken',
    '--consumer-version-selector <json>': 'consumerVersionSelectors',
    '--consumer-version-tag <tags>': 'consumerVersionTags',
  })
}

function selectorsOf({ consumerVersionSelectors, consumerVersionTags }: ContractOptions): BrokerContracts['selectors'] {
  if (consumerVersionTags === undefined) return consumerVersionSelectors
  return [...(consumerVersionSelectors ?? []), ...consumerVersionTags.map((tag) => ({ tag, latest: true }))]
}

/** Files, folders and addresses that are given; a broker where none is, or where it is named as well. */
export function contractSources(options: ContractOptions, terminal: Terminal): readonly ContractSource[] {
  const { file = [], dir = [], url = [], brokerBaseUrl, enablePending, includeWipPactsSince: wipSince } = options
  const broker = transportOptions(options, terminal)
  const given = [...file, ...dir, ...url.map((address) => ({ url: address, broker }))]
  if (given.length > 0 && brokerBaseUrl === undefined) return given
  return [...given, { broker, selectors: selectorsOf(options), pending: enablePending ?? false, wipSince }]
}

export function providerName({ provider }: ContractOptions): string {
  if (provider) return provider
  throw new UsageError('Say which provider it is, as its contracts name it: --provider <name>.')
}

/** A contract that cannot be read is a mistake of the command line, or of a file that it names. */
export async function withContracts<Value>(action: () => Promise<Value>): Promise<Value> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof ContractError) throw new UsageError(`${error.message.replace(/[.?]$/, '')}.`, { cause: error })
    throw error
  }
}
