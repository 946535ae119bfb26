/** What a selector means, in the words that Pact users know from their broker. */
import type { ResolvedSelector, Version } from './facts.ts'

function branchOf({ criteria, mainBranch }: ResolvedSelector): string | undefined {
  return criteria.branch ?? (criteria.mainBranch ? mainBranch : undefined)
}

function describeFound(selector: ResolvedSelector, { number }: Version): string {
  const { criteria, name, versions } = selector
  const branch = branchOf(selector)
  const isOneOfMany = versions !== 'any' && versions.length > 1
  if (criteria.latest && criteria.tag !== undefined) {
    return `the latest version of ${name} with tag ${criteria.tag} (${number})`
  }
  if (branch !== undefined) {
    if (criteria.latest) return `the latest version of ${name} from branch ${branch} (${number})`
    return `${isOneOfMany ? 'one of the versions' : 'the version'} of ${name} from branch ${branch} (${number})`
  }
  if (criteria.latest) return `the latest version of ${name} (${number})`
  if (criteria.tag !== undefined) return `a version of ${name} with tag ${criteria.tag} (${number})`
  if (criteria.environment !== undefined) {
    return `${isOneOfMany ? 'one of the versions' : 'the version'} of ${name} currently in ${criteria.environment} (${number})`
  }
  return `version ${number} of ${name}`
}

function describeNotFound({ criteria, name }: ResolvedSelector): string {
  const none = '(no such version exists)'
  const noneOnBranch = '(no versions exist for this branch)'
  if (criteria.latest && criteria.tag !== undefined)
    return `the latest version of ${name} with tag ${criteria.tag} ${none}`
  if (criteria.mainBranch) {
    return `${criteria.latest ? 'the latest' : 'any'} version of ${name} from the main branch ${noneOnBranch}`
  }
  if (criteria.branch !== undefined) {
    return `${criteria.latest ? 'the latest' : 'a'} version of ${name} from branch ${criteria.branch} ${none}`
  }
  if (criteria.latest) return `the latest version of ${name} ${none}`
  if (criteria.tag !== undefined) return `a version of ${name} with tag ${criteria.tag} ${none}`
  if (criteria.environment !== undefined) {
    const note = '(no version is currently recorded as deployed/released in this environment)'
    return `a version of ${name} currently in ${criteria.environment} ${note}`
  }
  return `version ${criteria.version} of ${name} ${none}`
}

export function describeSelector(selector: ResolvedSelector, version?: Version): string {
  if (selector.pacticipantId === undefined) return `any version of ${selector.name} (no such pacticipant exists)`
  if (selector.versions === 'any') return `any version of ${selector.name}`
  const found = version ?? selector.versions[0]
  return found ? describeFound(selector, found) : describeNotFound(selector)
}

/** Why nothing can be said of a specified selector. */
export function describeAbsence({ criteria, name }: ResolvedSelector): string {
  if (criteria.tag !== undefined) return `No version with tag ${criteria.tag} exists for ${name}`
  if (criteria.branch !== undefined) return `No version of ${name} from branch ${criteria.branch} exists`
  if (criteria.mainBranch) return `No version of ${name} from the main branch exists`
  if (criteria.environment !== undefined) {
    return `No version of ${name} is currently recorded as deployed or released in environment ${criteria.environment}`
  }
  const what = criteria.version === undefined ? name : `version ${criteria.version} of ${name}`
  return `No pacts or verifications have been published for ${what}`
}
