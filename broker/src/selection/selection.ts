/**
 * Which contracts a provider's build verifies.
 *
 * A criterion finds consumer versions by where they stand, and selects the contract that such a version has with the
 * provider. When the head of a branch, or the newest version with a tag, has no contract with the provider, nothing is
 * selected for it: the consumer has given the integration up there, whatever older versions say.
 *
 * Without any criteria, each consumer is asked for the head of its main branch; where that branch has no versions, for
 * the newest version with a tag of that name; where there is none, for its latest contract. All that is deployed or
 * released is added.
 *
 * A fallback branch stands in for each consumer that has no contract on the branch itself. A fallback tag stands in
 * only when no consumer at all had a contract with the tag: so the Pact Broker does it, and to add contracts to builds
 * that have relied on it for years would break them.
 */
import type { Criterion } from './criteria.ts'
import type { Position, PositionKind } from './positions.ts'
import { type Match, type SelectedContract, selectedContracts } from './selected-contracts.ts'

function stands(position: Position, kind: PositionKind, name?: string | null): boolean {
  return position.kind === kind && (name === undefined || position.name === name)
}

function meets(criterion: Criterion, position: Position): boolean {
  switch (criterion.kind) {
    case 'latest':
      return stands(position, 'latest')
    case 'main-branch':
      return stands(position, 'branch', position.consumer.mainBranch)
    case 'every-branch':
      return stands(position, 'branch')
    case 'branch':
      return stands(position, 'branch', criterion.branch)
    case 'latest-tagged':
      return stands(position, 'tag', criterion.tag)
    case 'all-tagged':
      return stands(position, 'tagged', criterion.tag)
    case 'deployed':
    case 'released':
      return stands(position, criterion.kind, criterion.environment)
    case 'in-environment':
      return stands(position, 'deployed', criterion.environment) || stands(position, 'released', criterion.environment)
  }
}

/** `insteadOf`: the branch or tag for which this match is the fallback. */
function match({ kind, consumer }: Criterion, position: Position, insteadOf?: string): Match {
  const { name, production, version } = position
  // The head of every branch is the head of this one.
  const reasonKind = kind === 'every-branch' ? 'branch' : kind
  return { position, reason: { kind: reasonKind, consumer, name, insteadOf, production, version } }
}

function fallbacks(
  criterion: Criterion,
  candidates: readonly Position[],
  found: readonly Position[],
): readonly Match[] {
  if (criterion.kind === 'branch' && criterion.fallback !== undefined) {
    const served = new Set(found.map(({ consumer }) => consumer.name))
    return candidates
      .filter((position) => stands(position, 'branch', criterion.fallback) && !served.has(position.consumer.name))
      .map((position) => match(criterion, position, criterion.branch))
  }
  if (criterion.kind === 'latest-tagged' && criterion.fallback !== undefined && found.length === 0) {
    return candidates
      .filter((position) => stands(position, 'tag', criterion.fallback))
      .map((position) => match(criterion, position, criterion.tag))
  }
  return []
}

function matchesOf(criterion: Criterion, positions: readonly Position[]): readonly Match[] {
  const candidates = positions.filter(
    ({ contract, consumer }) =>
      contract !== undefined && (criterion.consumer === undefined || criterion.consumer === consumer.name),
  )
  const found = candidates.filter((position) => meets(criterion, position))
  return [...found.map((position) => match(criterion, position)), ...fallbacks(criterion, candidates, found)]
}

/** What one consumer is asked for when the request has no selectors. */
function defaultCriterion(consumer: string, positions: readonly Position[]): Criterion {
  const mainBranch = positions[0]?.consumer.mainBranch ?? undefined
  if (mainBranch === undefined) return { kind: 'latest', consumer }
  if (positions.some((position) => stands(position, 'branch', mainBranch))) return { kind: 'main-branch', consumer }
  if (positions.some((position) => stands(position, 'tag', mainBranch))) {
    return { kind: 'latest-tagged', consumer, tag: mainBranch }
  }
  return { kind: 'latest', consumer }
}

function defaultCriteria(positions: readonly Position[]): readonly Criterion[] {
  const byConsumer = Map.groupBy(positions, ({ consumer }) => consumer.name)
  return [
    ...[...byConsumer].map(([consumer, group]) => defaultCriterion(consumer, group)),
    { kind: 'deployed' },
    { kind: 'released' },
  ]
}

export function selection(criteria: readonly Criterion[], positions: readonly Position[]): readonly SelectedContract[] {
  const asked = criteria.length > 0 ? criteria : defaultCriteria(positions)
  return selectedContracts(asked.flatMap((criterion) => matchesOf(criterion, positions)))
}
