/**
 * Everything that a provider's build is given to verify: the selected contracts, each with its pending status if the
 * build asked for it, and after them the contracts that are work in progress, which are always pending.
 * A build that names its branch is judged by that, whatever tags it names too.
 */
import type { VerifiableContract } from './notices.ts'
import {
  type PendingStatus,
  type ProviderLine,
  type ProviderSuccess,
  pendingForAny,
  pendingForBranch,
  pendingForTags,
} from './pending.ts'
import type { Position } from './positions.ts'
import type { SelectedContract } from './selected-contracts.ts'
import { workInProgress } from './work-in-progress.ts'

/** Where the build is, with the two moments from which it counts what others have verified. */
export type BuildLine =
  | { readonly kind: 'branch'; readonly pendingFrom: ProviderLine; readonly wipFrom: ProviderLine }
  | { readonly kind: 'tags'; readonly tags: readonly ProviderLine[] }
  | { readonly kind: 'none' }

export interface VerificationFacts {
  readonly line: BuildLine
  readonly selected: readonly SelectedContract[]
  readonly positions: readonly Position[]
  readonly asksForPending: boolean
  readonly wipSince: Date | undefined
  readonly successes: ReadonlyMap<number, readonly ProviderSuccess[]>
  /** Contents that any version has verified; needed only for a build that is on no line. */
  readonly verified: ReadonlySet<number>
}

function pendingStatus(facts: VerificationFacts, contentId: number): PendingStatus {
  const successes = facts.successes.get(contentId) ?? []
  switch (facts.line.kind) {
    case 'branch':
      return pendingForBranch(facts.line.pendingFrom, successes)
    case 'tags':
      return pendingForTags(facts.line.tags, successes)
    case 'none':
      return pendingForAny(facts.verified.has(contentId))
  }
}

function wipLines(line: BuildLine): readonly ProviderLine[] {
  switch (line.kind) {
    case 'branch':
      return [line.wipFrom]
    case 'tags':
      return line.tags
    case 'none':
      return []
  }
}

function listWorkInProgress(facts: VerificationFacts): readonly VerifiableContract[] {
  const { positions, selected, wipSince, line, successes } = facts
  if (wipSince === undefined) return []
  const found = workInProgress({
    positions,
    selected,
    since: wipSince,
    lines: wipLines(line),
    successesOf: (contentId) => successes.get(contentId) ?? [],
  })
  return found.map(({ lines, ...contract }) => {
    const wipTags = line.kind === 'tags' ? lines : []
    const pending = { isPending: true, pendingTags: wipTags, settledTags: [] }
    return { ...contract, isWorkInProgress: true, wipTags, pending: facts.asksForPending ? pending : undefined }
  })
}

export function verifiableContracts(facts: VerificationFacts): readonly VerifiableContract[] {
  const selected = facts.selected.map((contract) => ({
    ...contract,
    isWorkInProgress: false,
    wipTags: [],
    pending: facts.asksForPending ? pendingStatus(facts, contract.contentId) : undefined,
  }))
  return [...selected, ...listWorkInProgress(facts)]
}
