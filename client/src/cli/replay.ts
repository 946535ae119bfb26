import { stat, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { ProviderUnreachableError } from '../replay/open-replay.ts'
import type { ReplayOptions } from '../replay/options.ts'
import { replayHtml } from '../replay/report-html.ts'
import { replayJunit } from '../replay/report-junit.ts'
import { type ReplayReport, reportBlocks, reportJson } from '../replay/report.ts'
import {
  type ContractOptions,
  addAliases,
  addContractOptions,
  contractSources,
  listed,
  providerName,
  withContracts,
} from './contract-options.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { outputOption } from './output-option.ts'
import {
  PROVIDER_ALIASES,
  type ProviderOptions,
  addProviderOptions,
  filterOf,
  providerUrl,
  stateListener,
} from './provider-options.ts'
import { type KindOptions, addKindOptions, kindOf, runKind } from './replay-kinds.ts'
import { type Form, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface ReplayCommandOptions extends ContractOptions, ProviderOptions, KindOptions {
  readonly methods?: readonly string[]
  readonly json?: string
  readonly junit?: string
  readonly html?: string
  readonly output: Form
}

function commonOptions(options: ReplayCommandOptions, terminal: Terminal): ReplayOptions {
  const { cwd, env } = terminal
  return {
    provider: providerName(options),
    app: providerUrl(options),
    contracts: contractSources(options, terminal),
    states: stateListener(options),
    headers: options.header,
    filter: filterOf(options),
    methods: options.methods,
    timeoutMs: options.requestTimeout,
    insecure: options.disableSslVerification ?? options.skipSslVerification,
    onProgress: (says) => terminal.progress(says),
    cwd,
    env,
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}

/** Throws a UsageError before anything is sent, and not when all is found. */
async function assertWritable({ json, junit, html }: ReplayCommandOptions, { cwd }: Terminal): Promise<void> {
  for (const file of [json, junit, html].filter((one) => one !== undefined)) {
    const folder = dirname(resolve(cwd, file))
    if (!(await isFolder(folder))) throw new UsageError(`${file} cannot be written: there is no folder ${folder}.`)
  }
}

/** A run that is interrupted takes its states back, and reports what it found. */
async function interruptible<Value>(action: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController()
  const interrupt = () => controller.abort()
  process.once('SIGINT', interrupt)
  try {
    return await action(controller.signal)
  } finally {
    process.off('SIGINT', interrupt)
  }
}

async function writeReports(report: ReplayReport, options: ReplayCommandOptions, { cwd }: Terminal): Promise<void> {
  const { json, junit, html } = options
  const write = async (file: string | undefined, text: () => string) => {
    if (file !== undefined) await writeFile(resolve(cwd, file), text())
  }
  await write(json, () => `${JSON.stringify(reportJson(report), null, 2)}\n`)
  await write(junit, () => replayJunit(report))
  await write(html, () => replayHtml(report))
}

async function replay(command: Command, terminal: Terminal): Promise<number> {
  const options: ReplayCommandOptions = command.opts()
  const kind = kindOf(options, command)
  const common = commonOptions(options, terminal)
  await assertWritable(options, terminal)
  try {
    const report = await interruptible((signal) => withContracts(() => runKind(kind, options, { ...common, signal })))
    terminal.progress()
    await writeReports(report, options, terminal)
    show(terminal, options.output, { json: reportJson(report), blocks: reportBlocks(report) })
    return report.success ? exitCode.yes : exitCode.no
  } catch (error) {
    if (!(error instanceof ProviderUnreachableError)) throw error
    terminal.note(error.message, 'red')
    return exitCode.unreachable
  }
}

export function defineReplay(command: Command, run: Run): void {
  addKindOptions(command)
  command
    .optionsGroup('Report:')
    .option('--json <file>', 'write the report to a file, as JSON')
    .option('-x, --junit <file>', "write the report to a file, as JUnit's XML")
    .option('--html <file>', 'write the report to a file, as a page')
    .addOption(outputOption(['text', 'json', 'markdown', 'github']))
  command.optionsGroup('Provider:')
  addProviderOptions(command)
  command.optionsGroup('Contracts:')
  command.option('--methods <methods>', 'only interactions with these methods, with commas between them', listed)
  addContractOptions(command)
  addAliases(command, PROVIDER_ALIASES).action(() => run((terminal) => replay(command, terminal)))
}
