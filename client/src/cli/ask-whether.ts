import { setTimeout as delay } from 'node:timers/promises'
import type { BrokerClient } from '../broker/broker-client.ts'
import { BrokerCallError } from '../broker/call-error.ts'
import type { DeploymentAnswer } from '../broker/matrix.ts'
import type { MatrixQuestion } from '../broker/matrix-query.ts'
import { sentencesOf } from '../broker/error-body.ts'
import { awaitAnswer, mayChange, missing } from './await-answer.ts'
import { type LenientAnswer, onlyAbsenceObstructs, onlyIgnoranceObstructs } from './leniency.ts'
import type { Terminal } from './terminal.ts'
import { whileWaiting } from './while-waiting.ts'

export interface Patience {
  readonly retryWhileUnknown: number
  readonly retryInterval: number
  readonly wait?: number
  readonly firstDeployment?: boolean
  readonly allowNoContracts?: boolean
}

interface Asking {
  readonly terminal: Terminal
  readonly options: Patience
}

async function askAgain(broker: BrokerClient, question: MatrixQuestion, { terminal, options }: Asking) {
  const { retryWhileUnknown: times, retryInterval: seconds } = options
  let answer = await broker.queryMatrix(question)
  for (let count = 1; count <= times && mayChange(answer); count++) {
    if (options.firstDeployment && onlyAbsenceObstructs(answer)) break
    terminal.note(`${missing(answer)}: asking again in ${seconds} seconds (${count} of ${times})`, 'dim')
    await whileWaiting(terminal, 'results', () => delay(seconds * 1000))
    answer = await broker.queryMatrix(question)
  }
  return answer
}

async function askPatiently(broker: BrokerClient, question: MatrixQuestion, asking: Asking): Promise<DeploymentAnswer> {
  const { wait, retryInterval, firstDeployment } = asking.options
  if (wait === undefined) return askAgain(broker, question, asking)
  if (firstDeployment) {
    // Nobody is going to verify what is not there yet.
    const answer = await broker.queryMatrix(question)
    if (onlyAbsenceObstructs(answer)) return answer
  }
  const { terminal } = asking
  return whileWaiting(terminal, 'results', () =>
    awaitAnswer(broker, question, { seconds: wait, pollSeconds: retryInterval, terminal }),
  )
}

/** Each sentence of the refusal says that one of those who were asked about is not known. */
function isAboutStrangers(error: unknown, { selectors }: MatrixQuestion): error is BrokerCallError {
  if (!(error instanceof BrokerCallError) || error.status !== 400) return false
  const strangers = new Set(selectors.map(({ pacticipant }) => `Pacticipant ${pacticipant} not found`))
  const said = sentencesOf(error.body)
  return said.length > 0 && said.every((sentence) => strangers.has(sentence))
}

async function hasNoContracts(broker: BrokerClient, { selectors }: MatrixQuestion): Promise<boolean> {
  const asked = new Set(selectors.map(({ pacticipant }) => pacticipant.toLowerCase()))
  const integrations = await broker.listIntegrations()
  return !integrations.some(({ consumer, provider }) =>
    [consumer.name, provider.name].some((name) => asked.has(name.toLowerCase())),
  )
}

const ALLOW = '--allow-no-contracts'

function withoutContracts({ message }: BrokerCallError): LenientAnswer {
  return {
    summary: { deployable: true, reason: message, success: 0, failed: 0, unknown: 0 },
    notices: [{ type: 'warning', text: message }],
    matrix: [],
    allowedBy: ALLOW,
  }
}

/** Asks the broker, as often and as long as is wanted, and is as lenient as is wanted. */
export async function askWhether(
  broker: BrokerClient,
  question: MatrixQuestion,
  asking: Asking,
): Promise<LenientAnswer> {
  const { firstDeployment, allowNoContracts } = asking.options
  try {
    const answer = await askPatiently(broker, question, asking)
    if (firstDeployment && onlyAbsenceObstructs(answer)) return { ...answer, allowedBy: '--first-deployment' }
    if (allowNoContracts && onlyIgnoranceObstructs(answer) && (await hasNoContracts(broker, question))) {
      return { ...answer, allowedBy: ALLOW }
    }
    return answer
  } catch (error) {
    if (allowNoContracts && isAboutStrangers(error, question)) return withoutContracts(error)
    throw error
  }
}
