import { setTimeout as delay } from 'node:timers/promises'
import type { BrokerClient } from '../broker/broker-client.ts'
import type { DeploymentAnswer } from '../broker/matrix.ts'
import type { MatrixQuestion } from '../broker/matrix-query.ts'
import type { Terminal } from './terminal.ts'

/** The most that a broker waits at a time. */
const LONGEST_WAIT_SECONDS = 60
/** Results may still come: none failed, and one failure would already be a no. */
export const mayChange = ({ summary }: DeploymentAnswer) =>
  summary.deployable !== true && summary.unknown > 0 && summary.failed === 0

export const missing = ({ summary: { unknown } }: DeploymentAnswer) =>
  `${unknown} ${unknown === 1 ? 'result is' : 'results are'} missing`

interface Patience {
  readonly seconds: number
  /** How often a broker is asked that does not wait, as a Pact Broker does not. */
  readonly pollSeconds: number
  readonly terminal: Terminal
}

/** The answer as soon as it is a yes or a no, or what there is when the time is over. */
export async function awaitAnswer(
  broker: BrokerClient,
  question: MatrixQuestion,
  { seconds, pollSeconds, terminal }: Patience,
): Promise<DeploymentAnswer> {
  const end = Date.now() + seconds * 1000
  let answer = await broker.queryMatrix(question)
  const left = () => Math.max(0, end - Date.now())
  let told = ''
  let pauseMs = 0
  while (mayChange(answer) && left() > 0) {
    const now = missing(answer)
    if (now !== told) terminal.note(`${now}: waiting up to ${Math.ceil(left() / 1000)} seconds`, 'dim')
    told = now
    await delay(Math.min(pauseMs, left()))
    const wait = Math.min(LONGEST_WAIT_SECONDS, Math.ceil(left() / 1000))
    const askedAt = Date.now()
    answer = await broker.queryMatrix({ ...question, wait })
    const hasWaited = Date.now() - askedAt >= (wait * 1000) / 2
    pauseMs = hasWaited ? 0 : pollSeconds * 1000
  }
  return answer
}
