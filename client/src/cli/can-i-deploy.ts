import { type Command, Option } from 'commander'
import { BrokerCallError } from '../broker/call-error.ts'
import type { MatrixQuestion } from '../broker/matrix-query.ts'
import type { Environment } from '../ci.ts'
import { failureLines, reasonLines, rowTable, verdictLine } from './answer.ts'
import { type Patience, askWhether } from './ask-whether.ts'
import { type BrokerOptions, addBrokerOptions, connect, wholeNumber } from './broker-options.ts'
import { variable } from '../environment.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { addFlag } from './flag.ts'
import type { LenientAnswer } from './leniency.ts'
import { outputOption } from './output-option.ts'
import { type Form, type Report, show } from './report.ts'
import type { Run } from './run.ts'
import { addSelectorOptions, addVersionSelectorOptions } from './selector-options.ts'
import { type SelectorOption, readSelectors } from './selectors.ts'
import type { Terminal } from './terminal.ts'
import { waitOption } from './wait-option.ts'

interface Options extends BrokerOptions, Patience {
  readonly to?: string
  readonly toEnvironment?: string
  readonly dryRun?: boolean
  readonly limit?: number
  readonly output: Form
}

type Question = 'CAN_I_DEPLOY' | 'CAN_I_MERGE'

function target(options: Options, about: Question) {
  if (about === 'CAN_I_MERGE') return { toMainBranch: true }
  if (options.to !== undefined && options.toEnvironment !== undefined) {
    throw new UsageError('Give either --to-environment or --to, not both.')
  }
  return { toEnvironment: options.toEnvironment, toTag: options.to }
}

interface Given {
  readonly about: Question
  readonly selectors: readonly SelectorOption[]
  readonly options: Options
}

function questionOf({ about, selectors: given, options }: Given, env: Environment): MatrixQuestion {
  if (options.wait !== undefined && options.retryWhileUnknown > 0) {
    throw new UsageError('Give either --wait or --retry-while-unknown, not both.')
  }
  const { selectors, ignore } = readSelectors(given)
  const ignored = (variable(env, `${about}_IGNORE`) ?? '').split(',').map((name) => name.trim())
  return {
    selectors,
    ignore: [...ignore, ...ignored.filter(Boolean).map((pacticipant) => ({ pacticipant }))],
    ...target(options, about),
    limit: options.limit,
  }
}

/** What is allowed is no error any more. */
function softened(answer: LenientAnswer): LenientAnswer {
  const { reasons } = answer
  return {
    ...answer,
    ...(reasons ? { reasons: reasons.map((reason) => ({ ...reason, type: 'info' as const, next: null })) } : {}),
    notices: answer.notices.map((notice) => ({ ...notice, type: 'info' as const })),
  }
}

function reportOf(question: MatrixQuestion, answer: LenientAnswer): Report {
  return {
    json: answer,
    blocks: [
      { lines: [verdictLine(question, answer)] },
      rowTable(answer),
      { lines: failureLines(answer) },
      { lines: reasonLines(answer.allowedBy ? softened(answer) : answer) },
    ],
  }
}

/** A no, as a number that the pipeline may want in place of 1. */
function codeOfNo(env: Environment): number {
  const wanted = variable(env, 'CAN_I_DEPLOY_EXIT_CODE_BETA') ?? ''
  return /^\d{1,3}$/.test(wanted) ? Number(wanted) : exitCode.no
}

async function judge(given: Given, terminal: Terminal): Promise<number> {
  const { options } = given
  const question = questionOf(given, terminal.env)
  const answer = await askWhether(connect(options, terminal), question, { terminal, options })
  show(terminal, options.output, reportOf(question, answer))
  return answer.allowedBy || answer.summary.deployable === true ? exitCode.yes : codeOfNo(terminal.env)
}

/** Whatever the answer, and even without one: a pipeline that is being set up, or must go on, is not stopped. */
async function dryRun(action: () => Promise<number>, terminal: Terminal): Promise<number> {
  try {
    const code = await action()
    if (code !== exitCode.yes) terminal.note('This is a dry run: a real one would stop here.', 'yellow')
  } catch (error) {
    if (!(error instanceof BrokerCallError)) throw error
    terminal.note(error.message, 'red')
    terminal.note('This is a dry run: a real one would stop here.', 'yellow')
  }
  return exitCode.yes
}

const isTrue = (value: string | undefined) => value?.toLowerCase() === 'true'

function isDry({ about, options }: Given, env: Environment): boolean {
  // One of the Pact CLIs reads the variable of can-i-deploy for can-i-merge too.
  const names = [`${about}_DRY_RUN`, 'CAN_I_DEPLOY_DRY_RUN'] as const
  return options.dryRun ?? names.some((name) => isTrue(variable(env, name)))
}

function addCommon(command: Command, about: Question): Command {
  command
    .addOption(
      new Option('--retry-while-unknown <times>', 'how often to ask again while results are missing')
        .argParser(wholeNumber)
        .default(0),
    )
    .option(
      '--retry-interval <seconds>',
      'how long to wait before asking again; with --wait only a broker that does not wait itself',
      wholeNumber,
      10,
    )
    .addOption(waitOption('for results that are missing; the answer comes as soon as it is known'))
    .option('--allow-no-contracts', 'yes as well where the application takes part in no contract')
  addFlag(command, '--dry-run', `exit with 0 whatever the answer (PACT_BROKER_${about}_DRY_RUN=true)`)
  return command
    .option('--limit <rows>', 'how many contracts to compare at most', wholeNumber)
    .addOption(outputOption(['table', 'text', 'json', 'markdown', 'github']))
}

function define(
  command: Command,
  about: Question,
  { run, given }: { run: Run; given: readonly SelectorOption[] },
): void {
  addBrokerOptions(addCommon(command, about)).action((options: Options) =>
    run((terminal) => {
      const all = { about, selectors: given, options }
      const action = () => judge(all, terminal)
      return isDry(all, terminal.env) ? dryRun(action, terminal) : action()
    }),
  )
}

export function defineCanIDeploy(command: Command, run: Run): void {
  const given = addSelectorOptions(command)
  command
    .option('--to-environment <name>', 'where it is to be deployed')
    .option('--to <tag>', 'in place of an environment: the tag of what is there')
    .option('--first-deployment', 'yes as well where all that is missing is that the others are not there yet')
  define(command, 'CAN_I_DEPLOY', { run, given })
}

export function defineCanIMerge(command: Command, run: Run): void {
  define(command, 'CAN_I_MERGE', { run, given: addVersionSelectorOptions(command) })
}
