import type { DeploymentAnswer } from '@tallystick/client'
import type { Question } from './search.ts'

/** `allowed`: yes, but only since somebody said so. */
export type Verdict = 'yes' | 'allowed' | 'no' | 'unknown'

export function verdictOf({ summary }: Pick<DeploymentAnswer, 'summary'>): Verdict {
  if (summary.override) return 'allowed'
  if (summary.deployable === null) return 'unknown'
  return summary.deployable ? 'yes' : 'no'
}

/** Which version is meant, in words. */
function versionText({ version, branch }: Pick<Question, 'version' | 'branch'>): string {
  if (version !== undefined) return version
  return branch === undefined ? 'the newest of its main branch' : `the newest of ${branch}`
}

/** The answer in one sentence. */
export function verdictText(verdict: Verdict, question: Question): string {
  const what = `${question.pacticipant}, ${versionText(question)},`
  if (verdict === 'yes') return `Yes: ${what} can be deployed to ${question.environment}`
  if (verdict === 'allowed') return `Allowed all the same: ${what} to ${question.environment}`
  if (verdict === 'no') return `No: ${what} must not be deployed to ${question.environment}`
  return `Not yet: results are missing for ${what} in ${question.environment}`
}

/** The number of the version that was asked about; undefined where the answer does not tell. */
export function versionOf({ matrix }: Pick<DeploymentAnswer, 'matrix'>, { pacticipant, version }: Question) {
  if (version !== undefined) return version
  const numbers = matrix.flatMap(({ consumer, provider }) => {
    if (consumer.name === pacticipant) return [consumer.version.number]
    return provider.name === pacticipant && provider.version ? [provider.version.number] : []
  })
  return new Set(numbers).size === 1 ? numbers[0] : undefined
}
