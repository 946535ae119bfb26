/**
 * Findings in words: a stable code for programs and a sentence for people. Where the Pact Broker has a sentence for it,
 * it is that one, since pipelines show and search it.
 */
import type { Reason, ReasonCode } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import { describeAbsence, describeSelector } from './descriptions.ts'
import type { DetailsById } from './details.ts'
import type { ResolvedSelector, Version } from './facts.ts'
import { nextStep } from './next-step.ts'
import type { Allowed } from './override.ts'
import type { Question } from './selectors.ts'
import type { Finding, Side } from './verdict.ts'

interface Words {
  readonly code: ReasonCode
  readonly type: Reason['type']
  readonly message: string
}

const recommendEnvironment =
  'WARN: It is recommended to specify the environment into which you are deploying. ' +
  'Without the environment, this result will not be reliable.'
const recommendVersion =
  'WARN: It is recommended to specify the version number (rather than the tag or branch) of the pacticipant you wish ' +
  'to deploy to avoid race conditions. Without a version number, this result will not be reliable.'

function describeSide({ name, selector, versionId }: Side, { versions }: DetailsById): string {
  const version = versionOf(versionId, versions)
  if (selector) return describeSelector(selector, version)
  return version ? `version ${version.number} of ${name}` : `any version of ${name}`
}

function versionOf(id: number | undefined, versions: DetailsById['versions']): Version | undefined {
  return id === undefined ? undefined : versions.get(id)
}

/** What is missing when there is no result: the provider's version itself, or only its verification. */
function unverifiedCode(selector: ResolvedSelector | undefined): ReasonCode {
  if (!selector || selector.versions === 'any' || selector.versions.length > 0) return 'not-verified'
  const { environment, tag, branch, mainBranch } = selector.criteria
  if (environment !== undefined) return 'not-in-environment'
  if (tag !== undefined) return 'not-tagged'
  return branch !== undefined || mainBranch ? 'not-on-branch' : 'no-versions'
}

function describeAllowed({ override, pacticipant, version, environment }: Allowed): string {
  const until = formatTime(new Date(override.expiresAt))
  return (
    `WARN: Deploying version ${version.number} of ${pacticipant} to ${environment} is allowed by an override of ` +
    `${override.createdBy} until ${until}: ${override.reason}`
  )
}

interface Telling {
  readonly question: Question
  readonly hasPairs: boolean
  readonly details: DetailsById
}

function wordsFor(finding: Finding, { question, hasPairs, details }: Telling): Words {
  switch (finding.kind) {
    case 'all-verified': {
      const message = 'All required verification results are published and successful'
      return { code: finding.kind, type: 'success', message }
    }
    case 'nothing-missing': {
      const code = hasPairs ? 'no-dependencies-in-target' : 'no-integrations'
      return { code, type: 'success', message: 'There are no missing dependencies' }
    }
    case 'allowed-by-override':
      return { code: finding.kind, type: 'warning', message: describeAllowed(finding.allowed) }
    case 'environment-not-specified':
      return { code: finding.kind, type: 'warning', message: recommendEnvironment }
    case 'version-not-specified':
      return { code: finding.kind, type: 'warning', message: recommendVersion }
    case 'version-not-found':
      return { code: finding.kind, type: 'error', message: describeAbsence(finding.selector) }
    case 'nothing-to-ignore':
      return {
        code: finding.kind,
        type: 'warning',
        message: `WARN: Cannot ignore ${describeSelector(finding.selector)}`,
      }
    case 'not-verified': {
      const sides = `${describeSide(finding.consumer, details)} and ${describeSide(finding.provider, details)}`
      const code = unverifiedCode(finding.provider.selector)
      return { code, type: 'error', message: `There is no verified pact between ${sides}` }
    }
    case 'verification-failed': {
      const sides = `${describeSide(finding.consumer, details)} and ${describeSide(finding.provider, details)}`
      return { code: finding.kind, type: 'error', message: `The verification for the pact between ${sides} failed` }
    }
    case 'parameter-not-known': {
      const message = `WARN: The parameter ${finding.parameter} is not known, and was not used.`
      return { code: finding.kind, type: 'warning', message }
    }
    case 'more-of-the-same': {
      const message = `${finding.count} more rows are not verified or failed.`
      return { code: finding.kind, type: 'info', message }
    }
    case 'rows-limited': {
      const message = `There are more rows than the ${question.limit} newest that were looked at. Ask for more with limit.`
      return { code: finding.kind, type: 'info', message }
    }
    case 'too-much-to-compare': {
      const message =
        'WARN: There are more versions than can be compared, and only the newest were. Ask for a version number, for ' +
        'the latest with a tag or of a branch, or for an environment.'
      return { code: finding.kind, type: 'warning', message }
    }
  }
}

function sidesOf(finding: Finding, { versions }: DetailsById): Pick<Reason, 'consumer' | 'provider'> {
  if (!('consumer' in finding)) return { consumer: null, provider: null }
  const compared = ({ name, versionId }: Side) => ({ name, version: versionOf(versionId, versions)?.number ?? null })
  return { consumer: compared(finding.consumer), provider: compared(finding.provider) }
}

/** The same sentence about different versions stays: the versions differ. */
function withoutRepetition(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()]
}

export function reasonsFor(findings: readonly Finding[], telling: Telling, links: Links): readonly Reason[] {
  const { question, details } = telling
  return withoutRepetition(
    findings.map((finding) => ({
      ...wordsFor(finding, telling),
      ...sidesOf(finding, details),
      next: nextStep(finding, { question, details }, links),
    })),
  )
}

/** The reasons that Pact clients print, each sentence once. */
export function noticesOf(
  reasons: readonly Reason[],
): readonly { readonly type: Exclude<Reason['type'], 'info'>; readonly text: string }[] {
  const notices = reasons.flatMap(({ type, message }) => (type === 'info' ? [] : [{ type, text: message }]))
  return [...new Map(notices.map((notice) => [notice.text, notice])).values()]
}
