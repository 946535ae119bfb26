import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { writeArchive } from '../admin/archive-file.ts'
import { ArchiveError } from '../admin/archive-format.ts'
import type { Target } from '../admin/archive.ts'
import { brokerTarget, dryTarget } from '../admin/broker-target.ts'
import { exportBroker } from '../admin/export-broker.ts'
import { takeArchive } from '../admin/take-archive.ts'
import { type TakenOver, takeOver } from '../admin/take-over.ts'
import { type Transport, createTransport } from '../broker/transport.ts'
import { variable } from '../environment.ts'
import { adminReport } from './admin-report.ts'
import { type BrokerOptions, addBrokerOptions, header, transportOptions, wholeNumber } from './broker-options.ts'
import { UsageError, exitCode, exitCodeOf } from './exit-code.ts'
import { addFlag } from './flag.ts'
import { outputOption } from './output-option.ts'
import { type Form, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface AdminOptions extends BrokerOptions {
  readonly output: Form
  readonly concurrency: number
  readonly history: boolean
}

interface ImportOptions extends AdminOptions {
  readonly from?: string
  readonly fromToken?: string
  readonly fromUsername?: string
  readonly fromPassword?: string
  readonly fromHeader?: Readonly<Record<string, string>>
  readonly dryRun?: boolean
}

// A broker computes long for a page of versions with all that belongs to them.
const TIMEOUT_MS = 120_000
const CONCURRENCY = 4
const FORMS = ['text', 'json', 'markdown'] as const

/** What no Pact Broker tells, and so nobody can take over. */
const NEVER_TOLD = [
  'whether a result was work in progress or pending when it was found',
  'when a tag was set: it has the time of its version',
  'secrets of webhooks, and what webhooks have sent',
] as const

const IMPORT_EXAMPLES = `
Examples:
  $ tally admin import --from https://pact-broker.example.org --from-token "$OLD_TOKEN" --dry-run
  $ tally admin import --from https://pact-broker.example.org --from-username bob --from-password "$OLD_PASSWORD"
  $ tally admin import everything.gz --broker-base-url https://tallystick.example.org --output json

It may be stopped at any time, and called again: what is there is not taken twice.
Exit codes: 0 all is there, 1 something was not taken or it was stopped, 2 wrong usage or no archive, 3 a broker is away.`

const EXPORT_EXAMPLES = `
Examples:
  $ tally admin export everything.gz
  $ tally admin export everything.gz --broker-base-url https://pact-broker.example.org

Exit codes: 0 all is in the file, 1 something is missing in it or it was stopped, 2 wrong usage, 3 the broker is away.`

function transportTo(options: BrokerOptions, terminal: Terminal): Transport {
  try {
    return createTransport({ timeoutMs: TIMEOUT_MS, ...transportOptions(options, terminal) })
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`${error.message}.`, { cause: error })
    throw error
  }
}

/** The broker to take from: who asks it has nothing to do with who asks the other one. */
function sourceOf(options: ImportOptions, terminal: Terminal): Transport {
  const { from, fromHeader, brokerBaseUrl: _url, brokerToken: _token, ...others } = options
  // A header may be a credential too: each broker gets its own.
  const { brokerUsername: _name, brokerPassword: _password, customHeader: _header, ...common } = others
  const token = options.fromToken ?? variable(terminal.env, 'FROM_TOKEN')
  const username = options.fromUsername ?? variable(terminal.env, 'FROM_USERNAME')
  const password = options.fromPassword ?? variable(terminal.env, 'FROM_PASSWORD')
  if (options.fromToken && options.fromUsername) {
    throw new UsageError('Give either --from-token or --from-username, not both.')
  }
  const credentials = {
    ...(token && !options.fromUsername ? { brokerToken: token } : {}),
    ...(username && (!token || options.fromUsername)
      ? { brokerUsername: username, brokerPassword: password ?? '' }
      : {}),
  }
  const env = Object.fromEntries(Object.entries(terminal.env).filter(([name]) => !isOfOther(name)))
  const own = { ...(from ? { brokerBaseUrl: from } : {}), ...(fromHeader ? { customHeader: fromHeader } : {}) }
  return transportTo({ ...common, ...own, ...credentials }, { ...terminal, env })
}

const isOfOther = (name: string) => /^(TALLYSTICK|PACT_BROKER)_(TOKEN|USERNAME|PASSWORD|BASE_URL)$/.test(name)

/** What is under way is ended when somebody presses Ctrl-C; pressed again, all ends at once. */
async function interruptible<Value>(
  terminal: Terminal,
  action: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController()
  const interrupt = () => {
    terminal.note('Stopping after what is under way. Ctrl-C again stops at once.', 'yellow')
    controller.abort()
  }
  process.once('SIGINT', interrupt)
  try {
    return await action(controller.signal)
  } finally {
    process.off('SIGINT', interrupt)
  }
}

function codeOf({ failure, isStopped, notTaken }: TakenOver): number {
  if (failure) return exitCodeOf(failure) ?? exitCode.unreachable
  return isStopped || notTaken.length > 0 ? exitCode.no : exitCode.yes
}

async function importFromBroker(options: ImportOptions, terminal: Terminal): Promise<number> {
  const { concurrency, history, output, dryRun = false } = options
  const source = sourceOf(options, terminal)
  const there = transportTo(options, terminal)
  if (source.baseUrl === there.baseUrl) throw new UsageError(`${source.baseUrl} cannot be taken over into itself.`)
  const target: Target = dryRun ? dryTarget(there) : brokerTarget(there, source.baseUrl)
  const taken = await interruptible(terminal, (signal) =>
    takeOver({ source, target, there, concurrency, signal, withHistory: history, onProgress: terminal.progress }),
  )
  terminal.progress()
  const shown = { verb: 'taken over', from: source.baseUrl, to: there.baseUrl, isDryRun: dryRun, always: NEVER_TOLD }
  show(terminal, output, adminReport(taken, shown))
  return codeOf(taken)
}

async function importFromFile(file: string, options: ImportOptions, terminal: Terminal): Promise<number> {
  const path = resolve(terminal.cwd, file)
  if (!existsSync(path)) throw new UsageError(`${file} is not there.`)
  const there = transportTo(options, terminal)
  const target = options.dryRun ? dryTarget(there) : brokerTarget(there, basename(file))
  try {
    const taken = await interruptible(terminal, (signal) =>
      takeArchive({ path, target, signal, onProgress: terminal.progress }),
    )
    terminal.progress()
    const isDryRun = options.dryRun ?? false
    show(
      terminal,
      options.output,
      adminReport(taken, { verb: 'taken over', from: file, to: there.baseUrl, isDryRun, always: [] }),
    )
    return codeOf(taken)
  } catch (error) {
    if (error instanceof ArchiveError) throw new UsageError(error.message, { cause: error })
    throw error
  }
}

async function exportTo(file: string, options: AdminOptions, terminal: Terminal): Promise<number> {
  const source = transportTo(options, terminal)
  const path = resolve(terminal.cwd, file)
  const archive = writeArchive(path, { from: source.baseUrl })
  const { concurrency, history: withHistory, output } = options
  const taken = await interruptible(terminal, async (signal) => {
    const common = { source, signal, onProgress: terminal.progress }
    const own = await exportBroker({ ...common, archive })
    return own ?? takeOver({ ...common, target: archive, there: undefined, concurrency, withHistory })
  })
  terminal.progress()
  const isWhole = !taken.isStopped && !taken.failure
  await (isWhole ? archive.finish() : archive.discard())
  const shown = { verb: 'written', from: source.baseUrl, to: file, isDryRun: false, always: NEVER_TOLD }
  show(terminal, output, adminReport(taken, shown))
  return codeOf(taken)
}

function addCommonOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--concurrency <number>', 'how many requests at a time').argParser(wholeNumber).default(CONCURRENCY),
    )
    .option('--no-history', 'leave out deployments and releases that are over: one question less for each version')
    .addOption(outputOption(FORMS))
}

function defineImport(command: Command, run: Run): void {
  command
    .argument('[file]', 'an archive that `tally admin export` wrote, in place of --from')
    .option('--from <url>', 'the broker to take over: a Pact Broker, or a Tallystick')
    .option('--from-token <token>', 'a bearer token for it (TALLYSTICK_FROM_TOKEN)')
    .option('--from-username <name>', 'for basic authentication (TALLYSTICK_FROM_USERNAME)')
    .option('--from-password <password>', 'for basic authentication (TALLYSTICK_FROM_PASSWORD)')
    .option('--from-header <header>', "sent to it with every request, as 'Name: value'; may be repeated", header)
  command.addHelpText('after', IMPORT_EXAMPLES)
  addFlag(command, '--dry-run', 'read everything, say what would be taken over, and change nothing')
  addBrokerOptions(addCommonOptions(command)).action((file: string | undefined, options: ImportOptions) =>
    run((terminal) => {
      if ((file === undefined) === (options.from === undefined)) {
        throw new UsageError('Say what to take over: either a broker, with --from, or an archive.')
      }
      return file === undefined ? importFromBroker(options, terminal) : importFromFile(file, options, terminal)
    }),
  )
}

function defineExport(command: Command, run: Run): void {
  command.argument('<file>', 'where to write the archive').addHelpText('after', EXPORT_EXAMPLES)
  addBrokerOptions(addCommonOptions(command)).action((file: string, options: AdminOptions) =>
    run((terminal) => exportTo(file, options, terminal)),
  )
}

export function defineAdmin(command: Command, run: Run): void {
  defineImport(command.command('import').description('take over all that a Pact Broker or an archive holds'), run)
  defineExport(command.command('export').description('write all that a broker holds to an archive'), run)
}
