/**
 * Which contracts are work in progress for a provider's build, and so verified with it although no selector asked for
 * them: the contracts that stand at the head of any branch of a consumer, or are the newest with any tag, published
 * since a date that the build gives, and not yet settled with the provider where it is being built.
 *
 * A contract is settled for a branch (or tag) of the provider when a version on it has verified its content successfully
 * although it was not work in progress, that is, when a selector had asked for it; or when a version on another branch
 * had done so before the first version of this branch was made. Success while it is work in progress does not settle it:
 * it stays until somebody asks for it. How long ago it was settled does not matter: it never comes back.
 *
 * A build that says neither branch nor tags has no work in progress. With several tags a contract is work in progress
 * as long as it is for one of them. Contracts with the content of a selected one are selected, and nothing else.
 */
import { type ProviderLine, type ProviderSuccess, isSatisfied } from './pending.ts'
import type { Position } from './positions.ts'
import { type Match, type SelectedContract, selectedContracts } from './selected-contracts.ts'

export interface WorkInProgress extends SelectedContract {
  /** The branch or the tags for which it is. */
  readonly lines: readonly string[]
}

interface Facts {
  readonly positions: readonly Position[]
  readonly since: Date
  readonly selected: readonly SelectedContract[]
  /** The branch of the build, or else its tags. */
  readonly lines: readonly ProviderLine[]
  readonly successesOf: (contentId: number) => readonly ProviderSuccess[]
}

function headMatch(position: Position): Match {
  const { kind, name, production, version } = position
  const reason = { consumer: undefined, insteadOf: undefined, name, production, version }
  return { position, reason: { ...reason, kind: kind === 'branch' ? 'branch' : 'latest-tagged' } }
}

export function workInProgress({ positions, since, selected, lines, successesOf }: Facts): readonly WorkInProgress[] {
  const taken = new Set(selected.map(({ contentId }) => contentId))
  const heads = positions.filter(
    ({ kind, contract }) =>
      (kind === 'branch' || kind === 'tag') &&
      contract !== undefined &&
      contract.publishedAt >= since &&
      !taken.has(contract.contentId),
  )
  return selectedContracts(heads.map(headMatch)).flatMap((contract) => {
    const settled = successesOf(contract.contentId).map(({ name, settledAt }) => ({ name, at: settledAt }))
    const unsettled = lines.filter((line) => !isSatisfied(line, settled)).map(({ name }) => name)
    return unsettled.length === 0 ? [] : [{ ...contract, lines: unsettled }]
  })
}
