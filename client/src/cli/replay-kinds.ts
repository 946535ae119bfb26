/** What `tally replay` can look at: the options of each kind, and how it is run with them. */
import { type Command, InvalidArgumentError } from 'commander'
import { readPattern } from '../replay/against-path.ts'
import type { ReplayOptions } from '../replay/options.ts'
import type { ReplayKind, ReplayReport } from '../replay/report.ts'
import { listed } from './contract-options.ts'
import { UsageError } from './exit-code.ts'
import { type ProviderOptions, expression, header, httpUrl, stateListener } from './provider-options.ts'

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

interface SecurityCommandOptions {
  readonly credentials?: readonly string[]
  readonly public?: string
  readonly maxBody?: number
  readonly maxProbes?: number
}

interface AgainstCommandOptions extends ProviderOptions {
  readonly againstStateChangeUrl?: string
  readonly againstHeader?: Readonly<Record<string, string>>
  readonly strict?: boolean
  readonly ignore?: readonly string[]
}

export interface KindOptions extends LoadCommandOptions, SecurityCommandOptions, AgainstCommandOptions {
  readonly load?: boolean
  readonly security?: boolean
  readonly against?: string
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

function paths(text: string, earlier: readonly string[] = []): readonly string[] {
  if (readPattern(text) === undefined)
    throw new InvalidArgumentError('It must look like $.items[*].id, or $..updatedAt.')
  return [...earlier, text]
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

function addSecurityOptions(command: Command): void {
  command
    .optionsGroup('With --security:')
    .option('--credentials <headers>', 'headers that are credentials besides the usual ones, with commas', listed)
    .option('--public <regex>', 'interactions that anybody may ask, by their description', expression)
    .option('--max-body <megabytes>', 'the largest body that is sent; 10', positive)
    .option(
      '--max-probes <number>',
      'the most requests that are sent, of all interactions together; 5000',
      positiveWhole,
    )
}

function addAgainstOptions(command: Command): void {
  command
    .optionsGroup('With --against:')
    .option('--against-state-change-url <url>', 'what is told to bring the other provider into a state')
    .option('--against-header <header>', 'sent to the other provider in place of --header; may be repeated', header)
    .option('--strict', 'every value must be the same, and every difference fails')
    .option('--ignore <path>', 'not compared, as in $.items[*].id or $..updatedAt; may be repeated', paths)
}

interface Kind {
  readonly addOptions: (command: Command) => void
  readonly run: (options: KindOptions, common: ReplayOptions) => Promise<ReplayReport>
}

async function runLoad(options: KindOptions, common: ReplayOptions): Promise<ReplayReport> {
  const { rate, concurrency, duration, warmUp, together, maxP95, maxP99, maxErrorRate, minThroughput } = options
  const load = await import('../replay/load.ts')
  return load.runLoad({
    ...common,
    rate,
    concurrency,
    durationSeconds: duration,
    warmUpSeconds: warmUp,
    together,
    thresholds: { p95Ms: maxP95, p99Ms: maxP99, errorRatePercent: maxErrorRate, throughputPerSecond: minThroughput },
  })
}

async function runSecurity(options: KindOptions, common: ReplayOptions): Promise<ReplayReport> {
  const { credentials, public: isPublic, maxBody: maxBodyMb, maxProbes } = options
  const security = await import('../replay/security.ts')
  return security.runSecurity({ ...common, credentials, public: isPublic, maxBodyMb, maxProbes })
}

async function runAgainst(options: KindOptions, common: ReplayOptions): Promise<ReplayReport> {
  const { against: url = '', againstStateChangeUrl, againstHeader, strict, ignore } = options
  const against = await import('../replay/against.ts')
  return against.runAgainst({
    ...common,
    against: httpUrl(url, '--against'),
    againstStates: againstStateChangeUrl === undefined ? undefined : stateListener(options, againstStateChangeUrl),
    againstHeaders: againstHeader,
    strict,
    ignore,
  })
}

/** Each with what it alone understands. */
const KINDS: Readonly<Record<ReplayKind, Kind>> = {
  load: { addOptions: addLoadOptions, run: runLoad },
  security: { addOptions: addSecurityOptions, run: runSecurity },
  against: { addOptions: addAgainstOptions, run: runAgainst },
}

const names: readonly ReplayKind[] = ['load', 'security', 'against']

export function addKindOptions(command: Command): void {
  command
    .option('--load', 'how fast, and how often not as expected, the interactions are answered')
    .option('--security', 'what is answered without credentials, and to malformed and oversized input')
    .option('--against <url>', 'where another provider, at this address, answers otherwise')
  for (const name of names) KINDS[name].addOptions(command)
}

/** Options that were given and are for one of the other kinds. */
function foreignTo(kind: ReplayKind, command: Command): readonly string[] {
  return command.options
    .filter(
      (option) =>
        option.helpGroupHeading?.startsWith('With --') &&
        command.getOptionValueSource(option.attributeName()) === 'cli',
    )
    .filter((option) => option.helpGroupHeading !== `With --${kind}:`)
    .map(({ long, helpGroupHeading = '' }) => `${long} goes ${helpGroupHeading.toLowerCase().replace(/:$/, '')}`)
}

/** The one kind that the command line asks for. Throws a UsageError for none, for several, and for what they do not know. */
export function kindOf(options: KindOptions, command: Command): ReplayKind {
  const [kind, ...others] = names.filter((one) => options[one])
  const choice = '--load, --security or --against <url>'
  if (kind === undefined) throw new UsageError(`Say what to look at: ${choice}.`)
  if (others.length > 0) throw new UsageError(`Give one of ${choice}, not several: each is a run of its own.`)
  const foreign = foreignTo(kind, command)
  if (foreign.length > 0) throw new UsageError(`${foreign.join(', ')}, not with --${kind}.`)
  if (options.rate !== undefined && options.concurrency !== undefined) {
    throw new UsageError('Give either --rate or --concurrency, not both.')
  }
  return kind
}

export function runKind(kind: ReplayKind, options: KindOptions, common: ReplayOptions): Promise<ReplayReport> {
  return KINDS[kind].run(options, common)
}
