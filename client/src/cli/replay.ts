import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { ProviderUnreachableError } from '../replay/open-replay.ts'
import type { ReplayOptions } from '../replay/options.ts'
import { replayHtml } from '../replay/report-html.ts'
import { replayJunit } from '../replay/report-junit.ts'
import { type ReplayKind, type ReplayReport, reportBlocks, reportJson } from '../replay/report.ts'
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
import { type Form, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface LoadCommandOptions {
  readonly rate?: number
  readonly concurrency?: number
  readonly duration?: number
  readonly warmUp?: number
  readonly together?: boolean
  readonly maxP95?: number
  readonly maxP99?: number
  readonly maxErrorRate?: number
  readonly minThroughput?: number
}

interface ReplayCommandOptions extends ContractOptions, ProviderOptions, LoadCommandOptions {
  readonly load?: boolean
  readonly security?: boolean
  readonly against?: string
  readonly methods?: readonly string[]
  readonly json?: string
  readonly junit?: string
  readonly html?: string
  readonly output: Form
}

function positive(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value > 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError('It must be a number above 0.')
  }
  return value
}

function positiveWhole(text: string): number {
  const value = positive(text)
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number above 0.')
  return value
}

function percentage(text: string): number {
  const value = Number(text.replace(/%$/, ''))
  if (text.trim() === '' || !(value >= 0 && value <= 100)) {
    throw new InvalidArgumentError('It must be a percentage: a number from 0 to 100.')
  }
  return value
}

/** Options of a load test, which say nothing to the other kinds. */
const LOAD_OPTIONS: Readonly<Record<keyof LoadCommandOptions, string>> = {
  rate: '--rate',
  concurrency: '--concurrency',
  duration: '--duration',
  warmUp: '--warm-up',
  together: '--together',
  maxP95: '--max-p95',
  maxP99: '--max-p99',
  maxErrorRate: '--max-error-rate',
  minThroughput: '--min-throughput',
}

const KINDS: readonly ReplayKind[] = ['load', 'security', 'against']

function kindOf(options: ReplayCommandOptions): ReplayKind {
  const [kind, ...others] = KINDS.filter((one) => options[one])
  const choice = '--load, --security or --against <url>'
  if (kind === undefined) throw new UsageError(`Say what to look at: ${choice}.`)
  if (others.length > 0) throw new UsageError(`Give one of ${choice}, not several: each is a run of its own.`)
  const foreign = Object.entries(LOAD_OPTIONS).filter(([name]) => Object.hasOwn(options, name))
  if (kind !== 'load' && foreign.length > 0) {
    throw new UsageError(`${foreign.map(([, flag]) => flag).join(', ')}: only for --load.`)
  }
  if (options.rate !== undefined && options.concurrency !== undefined) {
    throw new UsageError('Give either --rate or --concurrency, not both.')
  }
  return kind
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

async function runKind(kind: ReplayKind, options: ReplayCommandOptions, common: ReplayOptions): Promise<ReplayReport> {
  switch (kind) {
    case 'load': {
      const { runLoad } = await import('../replay/load.ts')
      const { rate, concurrency, duration, warmUp, together, maxP95, maxP99, maxErrorRate, minThroughput } = options
      return runLoad({
        ...common,
        rate,
        concurrency,
        durationSeconds: duration,
        warmUpSeconds: warmUp,
        together,
        thresholds: {
          p95Ms: maxP95,
          p99Ms: maxP99,
          errorRatePercent: maxErrorRate,
          throughputPerSecond: minThroughput,
        },
      })
    }
    case 'security':
    case 'against':
      throw new UsageError(`--${kind} is not there yet.`)
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

async function replay(options: ReplayCommandOptions, terminal: Terminal): Promise<number> {
  const kind = kindOf(options)
  const common = commonOptions(options, terminal)
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

function addLoadOptions(command: Command): void {
  command
    .optionsGroup('With --load:')
    .option('--rate <number>', 'requests per second, sent when they are due, answered or not', positive)
    .option('--concurrency <number>', 'in place of a rate: callers who wait for their answer; 10', positiveWhole)
    .option('--duration <seconds>', 'how long; 10', positive)
    .option('--warm-up <seconds>', 'played before anything is measured; 0', positive)
    .option('--together', 'all interactions at once, in all their states; else those with the same states')
    .option('--max-p95 <ms>', 'fail when the 95th percentile of an interaction is above it', positive)
    .option('--max-p99 <ms>', 'fail when the 99th percentile of an interaction is above it', positive)
    .option('--max-error-rate <percent>', 'how many answers of an interaction may be missing or wrong; 0', percentage)
    .option('--min-throughput <number>', 'fail below so many answers per second in all', positive)
}

export function defineReplay(command: Command, run: Run): void {
  command
    .option('--load', 'how fast, and how often not as expected, the interactions are answered')
    .option('--security', 'what is answered without credentials, and to malformed and oversized input')
    .option('--against <url>', 'where another provider, at this address, answers otherwise')
    .option('--methods <methods>', 'only interactions with these methods, with commas between them', listed)
    .option('--json <file>', 'write the report to a file, as JSON')
    .option('-x, --junit <file>', "write the report to a file, as JUnit's XML")
    .option('--html <file>', 'write the report to a file, as a page')
    .addOption(outputOption(['text', 'json', 'markdown', 'github']))
  addLoadOptions(command)
  command.optionsGroup('Provider:')
  addProviderOptions(command)
  command.optionsGroup('Contracts:')
  addContractOptions(command)
  addAliases(command, PROVIDER_ALIASES).action((options: ReplayCommandOptions) =>
    run((terminal) => replay(options, terminal)),
  )
}
