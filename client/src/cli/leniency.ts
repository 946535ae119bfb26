/**
 * When a no is a yes after all, since the one who asks has said what to expect:
 * - `--first-deployment`: what the version is to work with is not where it is going yet. All that stands in the way is
 *   that some of the others have no version there; nothing has failed, and what is there is verified.
 * - `--allow-no-contracts`: the application takes part in no contract at all. A version that the broker does not know, of
 *   an application that does take part in contracts, stays a no: its build has not published.
 * A Pact Broker gives sentences in place of codes.
 */
import type { DeploymentAnswer } from '../broker/matrix.ts'

/** The answer of the broker, and by which option it is a yes. */
export type LenientAnswer = DeploymentAnswer & { readonly allowedBy?: string }

const ABSENT: ReadonlySet<string> = new Set(['not-in-environment', 'not-tagged', 'not-on-branch', 'no-versions'])
const ABSENT_SENTENCE = /\(no (version is currently recorded as|such version exists|versions exist for this branch)/
const UNKNOWN_SENTENCE = /^No pacts or verifications have been published for version /

function isAbsence(code: string | undefined, message: string): boolean {
  return code === undefined ? ABSENT_SENTENCE.test(message) : ABSENT.has(code)
}

const isUnknown = (code: string | undefined, message: string) =>
  code === undefined ? UNKNOWN_SENTENCE.test(message) : code === 'version-not-found'

function obstacles({ reasons, notices }: DeploymentAnswer) {
  const said = reasons ?? notices.map(({ type, text }) => ({ type, message: text, code: undefined }))
  return said.filter(({ type }) => type === 'error' || type === 'danger')
}

/** Only what is not there yet stands in the way. */
export function onlyAbsenceObstructs(answer: DeploymentAnswer): boolean {
  const found = obstacles(answer)
  if (answer.summary.deployable === true || answer.summary.failed > 0 || found.length === 0) return false
  return found.every(({ code, message }) => isAbsence(code, message))
}

/** Only that the broker does not know the versions that are asked for stands in the way. */
export function onlyIgnoranceObstructs(answer: DeploymentAnswer): boolean {
  const found = obstacles(answer)
  if (answer.summary.deployable === true || found.length === 0) return false
  return found.every(({ code, message }) => isUnknown(code, message))
}
