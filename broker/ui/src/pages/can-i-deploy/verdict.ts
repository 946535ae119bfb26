import type { DeploymentAnswer } from '@tallystick/client'
import type { Question } from './search.ts'

export type Verdict = 'yes' | 'no' | 'unknown'

export function verdictOf({ summary }: Pick<DeploymentAnswer, 'summary'>): Verdict {
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
  if (verdict === 'no') return `No: ${what} must not be deployed to ${question.environment}`
  return `Not yet: results are missing for ${what} in ${question.environment}`
}
