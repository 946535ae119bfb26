import { setTimeout as delay } from 'node:timers/promises'
import type { Command } from 'commander'
import type { BrokerClient } from '../broker/broker-client.ts'
import { BrokerCallError } from '../broker/call-error.ts'
import type { DeploymentAnswer } from '../broker/matrix.ts'
import type { MatrixQuestion } from '../broker/matrix-query.ts'
import type { Environment } from '../ci.ts'
import { reasonLines, rowLines, verdictLine } from './answer.ts'
import { awaitAnswer, mayChange, missing } from './await-answer.ts'
import { type BrokerOptions, addBrokerOptions, connect, wholeNumber } from './broker-options.ts'
import { variable } from './environment.ts'
import { UsageError, exitCode } from './exit-code.ts'
import { outputOption } from './output-option.ts'
import type { Run } from './run.ts'
import { addSelectorOptions } from './selector-options.ts'
import { type SelectorOption, readSelectors } from './selectors.ts'
import type { Terminal } from './terminal.ts'
import { waitOption } from './wait-option.ts'

interface CanIDeployOptions extends BrokerOptions {
  readonly to?: string
  readonly toEnvironment?: string
  readonly retryWhileUnknown: number
  readonly retryInterval: number
  readonly wait?: number
  readonly dryRun?: boolean
  readonly limit?: number
  readonly output: 'table' | 'text' | 'json'
}

function questionOf(given: readonly SelectorOption[], options: CanIDeployOptions, env: Environment): MatrixQuestion {
  if (options.to !== undefined && options.toEnvironment !== undefined) {
    throw new UsageError('Give either --to-environment or --to, not both.')
  }
  if (options.wait !== undefined && options.retryWhileUnknown > 0) {
    throw new UsageError('Give either --wait or --retry-while-unknown, not both.')
  }
  const { selectors, ignore } = readSelectors(given)
  const ignored = (variable(env, 'CAN_I_DEPLOY_IGNORE') ?? '').split(',').map((name) => name.trim())
  return {
    selectors,
    ignore: [...ignore, ...ignored.filter(Boolean).map((pacticipant) => ({ pacticipant }))],
    toEnvironment: options.toEnvironment,
    toTag: options.to,
    limit: options.limit,
  }
}

interface Asked {
  readonly question: MatrixQuestion
  readonly answer: DeploymentAnswer
}

async function ask(
  broker: BrokerClient,
  question: MatrixQuestion,
  { terminal, options }: { readonly terminal: Terminal; readonly options: CanIDeployOptions },
): Promise<DeploymentAnswer> {
  const { retryWhileUnknown: times, retryInterval: seconds, wait } = options
  if (wait !== undefined) return awaitAnswer(broker, question, { seconds: wait, pollSeconds: seconds, terminal })
  let answer = await broker.queryMatrix(question)
  for (let count = 1; count <= times && mayChange(answer); count++) {
    terminal.note(`${missing(answer)}: asking again in ${seconds} seconds (${count} of ${times})`, 'dim')
    await delay(seconds * 1000)
    answer = await broker.queryMatrix(question)
  }
  return answer
}

function show(terminal: Terminal, output: 'table' | 'text', { question, answer }: Asked): void {
  const rows = output === 'table' ? rowLines(answer) : []
  const blocks = [[verdictLine(question, answer)], rows, reasonLines(answer)].filter((lines) => lines.length > 0)
  for (const [index, lines] of blocks.entries()) {
    if (index > 0) terminal.print('')
    for (const { text, format } of lines) terminal.print(text, format)
  }
}

async function canIDeploy(given: readonly SelectorOption[], options: CanIDeployOptions, terminal: Terminal) {
  const question = questionOf(given, options, terminal.env)
  const answer = await ask(connect(options, terminal), question, { terminal, options })
  if (options.output === 'json') terminal.print(JSON.stringify(answer, null, 2))
  else show(terminal, options.output, { question, answer })
  return answer.summary.deployable === true ? exitCode.yes : exitCode.no
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

export function defineCanIDeploy(command: Command, run: Run): void {
  const given = addSelectorOptions(command)
  command
    .option('--to-environment <name>', 'where it is to be deployed')
    .option('--to <tag>', 'in place of an environment: the tag of what is there')
    .option('--retry-while-unknown <times>', 'how often to ask again while results are missing', wholeNumber, 0)
    .option(
      '--retry-interval <seconds>',
      'how long to wait before asking again; with --wait only a broker that does not wait itself',
      wholeNumber,
      10,
    )
    .addOption(waitOption('for results that are missing; the answer comes as soon as it is known'))
    .option('--dry-run', 'exit with 0 whatever the answer (PACT_BROKER_CAN_I_DEPLOY_DRY_RUN=true)')
    .option('--limit <rows>', 'how many contracts to compare at most', wholeNumber)
    .addOption(outputOption(['table', 'text', 'json']))
  addBrokerOptions(command).action((options: CanIDeployOptions) =>
    run((terminal) => {
      const action = () => canIDeploy(given, options, terminal)
      const isDry = options.dryRun ?? isTrue(variable(terminal.env, 'CAN_I_DEPLOY_DRY_RUN'))
      return isDry ? dryRun(action, terminal) : action()
    }),
  )
}
