import { readdir, stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { type LintedFile, type ParsedFile, lintFiles, needlesOf, parseFile } from '../lint/lint-files.ts'
import { lintReport } from '../lint/lint-report.ts'
import { type LintRule, isLintRule, lintRules } from '../lint/rules.ts'
import { removeFiles, runCommand, setAside } from '../lint/run-tests.ts'
import { writtenValues } from '../lint/written-values.ts'
import { type ContractFile, contractPaths, readContractFiles } from './contract-files.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { ALL_FORMS, outputOption } from './output-option.ts'
import { type Form, show } from './report.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

interface LintOptions {
  readonly run?: string
  readonly against?: string
  readonly ignore?: readonly LintRule[]
  readonly maxWarnings?: number
  readonly now?: number
  readonly output: Form
}

async function hasContracts(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((): readonly string[] => [])
  return entries.some((entry) => entry.endsWith('.json'))
}

/** Where the client writes contracts, and where the Pact libraries do. */
async function usualFolders({ cwd, env }: Terminal): Promise<readonly string[]> {
  const usual = [env.TALLYSTICK_CONTRACTS || 'contracts', 'pacts']
  const found = await Promise.all(usual.map((folder) => hasContracts(resolve(cwd, folder))))
  return usual.filter((_folder, index) => found[index])
}

async function placesOf(args: readonly string[], terminal: Terminal): Promise<readonly string[]> {
  const places = args.length > 0 ? args : await usualFolders(terminal)
  if (places.length > 0) return places
  throw new UsageError('There are no contract files in contracts or pacts. Run the tests, or name the folder.')
}

function parsed(files: readonly ContractFile[], { cwd }: Terminal): Promise<readonly ParsedFile[]> {
  return Promise.all(
    files.map(async ({ path, text }) => {
      const { mtimeMs } = await stat(resolve(cwd, path))
      return parseFile({ path, text, writtenAt: mtimeMs })
    }),
  )
}

const read = async (args: readonly string[], terminal: Terminal) =>
  parsed(await readContractFiles(await placesOf(args, terminal), terminal.cwd), terminal)

/** Files that are there before the tests run; there may be none. */
async function filesBefore(args: readonly string[], terminal: Terminal): Promise<readonly string[]> {
  const places = args.length > 0 ? args : await usualFolders(terminal)
  const paths = await Promise.all(
    places.map(async (place) => {
      try {
        return await contractPaths([place], terminal.cwd)
      } catch (error) {
        if (error instanceof UsageError) return []
        throw error
      }
    }),
  )
  return [...new Set(paths.flat().map((path) => resolve(terminal.cwd, path)))]
}

type Which = 'first' | 'second'

interface Rerun {
  readonly command: string
  readonly args: readonly string[]
}

async function runAndRead({ command, args }: Rerun, which: Which, terminal: Terminal): Promise<readonly ParsedFile[]> {
  terminal.progress(`Running ${command}: the ${which} of two runs`)
  const { failure, output } = await runCommand(command, terminal)
  terminal.progress()
  if (failure !== undefined) {
    for (const line of output.trimEnd().split('\n')) terminal.note(line)
    throw new UsageError(`The ${which} run of '${command}' failed with ${failure}: there is nothing to compare.`)
  }
  try {
    return await read(args, terminal)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const hint = which === 'second' ? ' Does something keep its result and leave out the tests?' : ''
    throw new UsageError(`After the ${which} run of '${command}': ${error.message}${hint}`, { cause: error })
  }
}

interface Runs {
  readonly before: readonly ParsedFile[] | undefined
  readonly files: readonly ParsedFile[]
}

/** Both runs begin without contracts, and what was there is there again afterwards. */
async function runTwice(rerun: Rerun, terminal: Terminal): Promise<Runs> {
  const aside = await setAside(await filesBefore(rerun.args, terminal))
  try {
    const before = await runAndRead(rerun, 'first', terminal)
    await removeFiles(before.map(({ path }) => resolve(terminal.cwd, path)))
    return { before, files: await runAndRead(rerun, 'second', terminal) }
  } finally {
    await aside.restore()
  }
}

async function readAll(args: readonly string[], { run, against }: LintOptions, terminal: Terminal): Promise<Runs> {
  if (run !== undefined && against !== undefined) throw new UsageError('Give either --run or --against, not both.')
  if (run !== undefined) return runTwice({ command: run, args }, terminal)
  const before = against === undefined ? undefined : await read([against], terminal)
  return { before, files: await read(args, terminal) }
}

async function lintAll(
  args: readonly string[],
  options: LintOptions,
  terminal: Terminal,
): Promise<readonly LintedFile[]> {
  const { before, files } = await readAll(args, options, terminal)
  const now = options.now ?? Date.now()
  const needles = needlesOf(files, now)
  const paths = [...files, ...(before ?? [])].map(({ path }) => path)
  const written = needles.size > 0 ? await writtenValues(needles, paths, terminal) : undefined
  const found = lintFiles(files, { now, before, isWritten: (needle) => written?.has(needle.toLowerCase()) })
  const ignored = new Set<string>(options.ignore)
  return found.map((file) => ({ ...file, findings: file.findings.filter(({ rule }) => !ignored.has(rule)) }))
}

async function lint(args: readonly string[], options: LintOptions, terminal: Terminal): Promise<number> {
  const { cwd, env } = terminal
  const report = lintReport(await lintAll(args, options, terminal), (file) =>
    relative(env['GITHUB_WORKSPACE'] || cwd, resolve(cwd, file)),
  )
  show(terminal, options.output, report)
  const { errors, warnings } = report.counts
  const { maxWarnings = Number.POSITIVE_INFINITY } = options
  if (errors === 0 && warnings > maxWarnings) {
    terminal.note(`There are more warnings than --max-warnings allows: ${warnings}, not ${maxWarnings}.`, 'red')
  }
  return errors > 0 || warnings > maxWarnings ? exitCode.no : exitCode.yes
}

function ruleName(text: string, earlier: readonly LintRule[] = []): readonly LintRule[] {
  if (isLintRule(text)) return [...earlier, text]
  throw new InvalidArgumentError(`The rules are ${Object.keys(lintRules).join(', ')}.`)
}

function count(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number: 0 or more.')
}

function moment(text: string): number {
  const ms = Date.parse(text)
  if (!Number.isNaN(ms)) return ms
  throw new InvalidArgumentError('It must be a date and time, as in 2026-01-31T12:00:00Z.')
}

export function defineLint(command: Command, run: Run): void {
  command
    .argument('[files...]', 'contract files, folders and patterns; contracts and pacts when none is given')
    .option('--run <command>', 'run the tests twice with this command, and compare what they write: the sure way')
    .option(
      '--against <path>',
      'compare with the contracts of another run of the same tests: a file, folder or pattern',
    )
    .option('--ignore <rule>', 'leave a rule out; may be repeated', ruleName)
    .option('--max-warnings <number>', 'end with 1 when there are more warnings than that', count)
    .option('--now <time>', 'values close to this time count as changing; the time of the check when not given', moment)
    .addOption(outputOption(ALL_FORMS))
    .action((files: readonly string[], options: LintOptions) => run((terminal) => lint(files, options, terminal)))
}
