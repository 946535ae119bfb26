/**
 * What a publication means to others.
 * `contract_published`: always. `contract_requiring_verification_published`: a version of the provider that matters (on
 * its main branch, deployed, released) has no result for this content. `contract_content_changed`: the contract says
 * something else than the one before it, on any of the branches of its version and with any of its tags; a branch or
 * tag that had none counts as changed. Comparing per branch keeps branches that publish in turns from setting off each
 * other's builds. A version without branch and tags is compared with the newest contract there is. Where a tag has the
 * name of a branch it stands for it.
 */
import type { Precedent } from './store-contracts.sql.ts'

export type ContractEventName =
  | 'contract_published'
  | 'contract_requiring_verification_published'
  | 'contract_content_changed'

export interface ContractEvent {
  readonly name: ContractEventName
  /** Why it happened, or why another did not. */
  readonly comment?: string
}

interface Publication {
  readonly consumer: string
  readonly version: string
  readonly sha: string
  /** `new` to its version; or the version had a contract with the provider before. */
  readonly kind: 'new' | 'changed' | 'unchanged'
  readonly needsVerification: boolean
  readonly precedents: readonly Precedent[]
}

function relevantPrecedents(precedents: readonly Precedent[]): readonly Precedent[] {
  const tags = new Set(precedents.filter(({ scope }) => scope === 'tag').map(({ name }) => name))
  const placed = precedents.filter(({ scope, name }) => scope === 'tag' || (scope === 'branch' && !tags.has(name)))
  return placed.length > 0 ? placed : precedents.filter(({ scope }) => scope === 'latest')
}

function changeComment({ scope, name, sha }: Precedent): string {
  if (scope === 'latest') {
    return sha === null
      ? 'first time untagged pact published'
      : 'pact content has changed since previous untagged version'
  }
  const place = scope === 'tag' ? { first: `tagged ${name}`, later: `tagged with ${name}` } : undefined
  return sha === null
    ? `first time any pact published for this consumer with consumer version ${place?.first ?? `from branch ${name}`}`
    : `pact content has changed since the last consumer version ${place?.later ?? `from branch ${name}`}`
}

function namesOf(precedents: readonly Precedent[], scope: Precedent['scope']): readonly string[] {
  return precedents.filter((precedent) => precedent.scope === scope).map(({ name }) => name)
}

function listed(word: string, plural: string, names: readonly string[]): string {
  return names.length === 0 ? '' : ` ${names.length === 1 ? word : plural} ${names.join(', ')}`
}

function sameComment(precedents: readonly Precedent[]): string {
  const branches = listed('from branch', 'from branches', namesOf(precedents, 'branch'))
  const tags = listed('with tag', 'with tags', namesOf(precedents, 'tag'))
  const versions = precedents.length === 1 ? 'previous version' : 'previous versions'
  return `pact content is the same as ${versions}${branches}${tags} and no new tags were applied`
}

export function detectEvents(publication: Publication): readonly ContractEvent[] {
  const { kind, sha, needsVerification } = publication
  const precedents = relevantPrecedents(publication.precedents)
  const changed = kind === 'new' ? precedents.filter((precedent) => precedent.sha !== sha) : []
  const comment = kind === 'new' && changed.length === 0 ? { comment: sameComment(precedents) } : {}
  const events: ContractEvent[] = [{ name: 'contract_published', ...comment }]
  if (needsVerification) events.push({ name: 'contract_requiring_verification_published', ...comment })
  if (changed.length > 0) {
    events.push({ name: 'contract_content_changed', comment: changed.map(changeComment).join(', ') })
  }
  if (kind === 'changed') {
    const { consumer, version } = publication
    const since = `pact content modified since previous publication for ${consumer} version ${version}`
    events.push({ name: 'contract_content_changed', comment: since })
  }
  return events
}
