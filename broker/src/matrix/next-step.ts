/**
 * The command that does the next step towards a yes. Words in angle brackets are to be filled in.
 */
import { command, word } from '../kernel/command-line.ts'
import type { Links } from '../kernel/hal.ts'
import { verifyCommand } from '../verifications/verify-command.ts'
import type { DetailsById } from './details.ts'
import type { ResolvedSelector } from './facts.ts'
import type { Row } from './rows.ts'
import type { Criteria, Question } from './selectors.ts'
import type { Between, Finding } from './verdict.ts'

/** Makes the selector match something. */
function provideVersion({ name, criteria, mainBranch }: ResolvedSelector): string {
  const version = criteria.version ?? '<version>'
  if (criteria.environment !== undefined) {
    return command('tally record-deployment', { pacticipant: name, version, environment: criteria.environment })
  }
  if (criteria.tag !== undefined) {
    return command('tally create-version-tag', { pacticipant: name, version, tag: criteria.tag })
  }
  if (criteria.branch !== undefined || criteria.mainBranch) {
    const branch = criteria.branch ?? mainBranch ?? '<main branch>'
    return command('tally create-or-update-version', { pacticipant: name, version, branch })
  }
  return command(`tally publish ${word('<pact files>')}`, { 'consumer-app-version': version })
}

function verify(row: Row | undefined, { contracts }: DetailsById, given: { links: Links; version?: string }) {
  const contract = row && contracts.get(row.contractId)
  if (!contract) return null
  const { consumer, provider } = row.pair
  return verifyCommand({ consumer, provider, sha: contract.sha, providerVersion: given.version }, given.links)
}

function hasVersions(selector: ResolvedSelector): boolean {
  return selector.versions === 'any' || selector.versions.length > 0
}

function destination(target: Criteria | undefined): Readonly<Record<string, string>> {
  if (target?.tag !== undefined) return { to: target.tag }
  return { 'to-environment': target?.environment ?? '<environment>' }
}

/** Asks again, and better. */
function ask({ selectors, target }: Question): string | null {
  const [selector] = selectors
  if (!selector?.pacticipant || selectors.length > 1) return null
  return command('tally can-i-deploy', {
    pacticipant: selector.pacticipant,
    version: selector.version ?? '<version>',
    ...destination(target),
  })
}

/** What was asked for may happen; afterwards the broker is to know. */
function recordDeployment({ selectors, target }: Question): string | null {
  const [selector] = selectors
  if (target?.environment === undefined || selectors.length > 1) return null
  if (selector?.pacticipant === undefined || selector.version === undefined) return null
  const { pacticipant, version } = selector
  return command('tally record-deployment', { pacticipant, version, environment: target.environment })
}

function getVerified({ provider, row }: Between, details: DetailsById, links: Links): string | null {
  const { selector, versionId } = provider
  if (selector && !hasVersions(selector)) return provideVersion(selector)
  const version = versionId === undefined ? undefined : details.versions.get(versionId)?.number
  return verify(row, details, { links, version: version ?? '<version>' })
}

export function nextStep(
  finding: Finding,
  about: { readonly question: Question; readonly details: DetailsById },
  links: Links,
): string | null {
  const { question, details } = about
  switch (finding.kind) {
    case 'all-verified':
    case 'nothing-missing':
    case 'allowed-by-override':
      return recordDeployment(question)
    case 'environment-not-specified':
    case 'version-not-specified':
      return ask(question)
    case 'version-not-found':
      return provideVersion(finding.selector)
    case 'not-verified':
      return getVerified(finding, details, links)
    case 'verification-failed':
      // Without publishing: to see why, on the spot.
      return verify(finding.row, details, { links })
    case 'nothing-to-ignore':
    case 'parameter-not-known':
    case 'more-of-the-same':
    case 'rows-limited':
    case 'too-much-to-compare':
      return null
  }
}
