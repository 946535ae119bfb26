import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import type { BrokerClient } from '../broker/broker-client.ts'
import type { Link } from '../wire/hal.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { ALL_FORMS } from './output-option.ts'
import { type Line, done } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface GetOptions extends AskOptions {
  readonly provider: string
  readonly consumer?: string
  readonly branch?: string
  readonly latest?: boolean
  readonly download?: boolean
  readonly downloadDir: string
}

interface StatesOptions extends AskOptions {
  readonly provider: string
  readonly branch?: string
  readonly environment?: string
  readonly json?: boolean
}

export function defineListLatestPactVersions(command: Command, run: Run): void {
  addAnswer(command, {
    forms: ['table', 'text', 'json', 'markdown', 'github'],
    run,
    async answer(_options, broker) {
      const latest = await broker.listLatestContracts()
      const rows = latest.pacts.map(({ createdAt, _embedded: { consumer, provider } }) => [
        consumer.name,
        consumer._embedded.version.number,
        provider.name,
        createdAt,
      ])
      const none = { text: 'No contracts are published yet.' }
      return {
        json: latest,
        blocks:
          rows.length > 0 ? [{ header: ['CONSUMER', 'VERSION', 'PROVIDER', 'PUBLISHED'], rows }] : [{ lines: [none] }],
      }
    },
  })
}

// What file systems take everywhere.
const fileNameOf = (text: string) => text.replaceAll(/[^\w.-]+/g, '_')

async function download(
  broker: BrokerClient,
  links: readonly Link[],
  { cwd, progress, provider, downloadDir }: GetOptions & Pick<Terminal, 'cwd' | 'progress'>,
): Promise<readonly Line[]> {
  await mkdir(resolve(cwd, downloadDir), { recursive: true })
  const names = links.map(({ name = 'contract' }) => `${fileNameOf(name)}-${fileNameOf(provider)}`)
  const lines: Line[] = []
  for (const [index, { href }] of links.entries()) {
    progress(`Getting ${index + 1} of ${links.length}`)
    // One consumer may have several contracts with the provider.
    const isFirst = names.indexOf(names[index] ?? '') === index
    const file = join(downloadDir, `${names[index]}${isFirst ? '' : `-${index + 1}`}.json`)
    await writeFile(resolve(cwd, file), `${JSON.stringify(await broker.getContract(href), null, 2)}\n`)
    lines.push({ text: `Written: ${file}`, format: 'green' })
  }
  progress()
  return lines
}

function rowsOf(links: readonly Link[]) {
  return links.map(({ name = '', title = '', href }) => [name, title, href])
}

async function getPacts(options: GetOptions, broker: BrokerClient, { cwd, progress }: Terminal) {
  const { provider, consumer, branch, latest } = options
  const all = await broker.listContractsOfProvider({ provider, branch, isLatest: latest })
  const links = consumer === undefined ? all : all.filter(({ name }) => name === consumer)
  const written = options.download ? await download(broker, links, { ...options, cwd, progress }) : []
  const from = branch === undefined ? 'the main branches' : `branch ${branch}`
  const none = { text: `No contracts with ${provider} are published from ${from}.` }
  return {
    json: { _links: { 'pb:pacts': links } },
    blocks: [
      ...(links.length > 0
        ? [{ header: ['CONSUMER', 'CONTRACT', 'ADDRESS'], rows: rowsOf(links) }]
        : [{ lines: [none] }]),
      { lines: written },
    ],
  }
}

export function defineGetPacts(command: Command, run: Run): void {
  command
    .requiredOption('--provider <name>', 'the contracts with that provider')
    .option('--consumer <name>', 'only those of that consumer')
    .option('--branch <name>', 'of that branch of the consumers; of their main branches when not given')
    .option('--latest', "only each consumer's newest")
    .option('--download', 'write them to files')
    .option('--download-dir <folder>', 'where to', './pacts')
  addAnswer<GetOptions>(command, {
    forms: ['table', 'text', 'json', 'markdown', 'github'],
    run,
    answer: getPacts,
  })
}

function parameters(params: unknown): string {
  const isEmpty = params === undefined || params === null || JSON.stringify(params) === '{}'
  return isEmpty ? '' : JSON.stringify(params)
}

function defineListStates(command: Command, run: Run): void {
  command
    .requiredOption('-r, --provider <name>', 'whose states')
    .option('--branch <name>', 'as the contracts of that branch of the consumers have them')
    .option('--environment <name>', 'as the contracts of what is in that environment have them')
    .option('--json', 'the same as --output json')
  addAnswer<StatesOptions>(command, {
    forms: ALL_FORMS,
    run,
    async answer({ provider, branch, environment }, broker) {
      const providerStates = await broker.listProviderStates({ provider, branch, environment })
      const rows = providerStates.map(({ name, params, consumers }) => [name, parameters(params), consumers.join(', ')])
      return {
        json: { providerStates },
        blocks:
          rows.length > 0 ? [{ header: ['STATE', 'PARAMETERS', 'CONSUMERS'], rows }] : [done('No states are needed.')],
      }
    },
  })
}

export function defineProviderStates(command: Command, run: Run): void {
  const list = command.command('list').description('list the states that a provider has to be in for its contracts')
  // `--json` is how a Pact CLI asks for it.
  list.on('option:json', () => list.setOptionValue('output', 'json'))
  defineListStates(list, run)
}
