/** Judges the contracts of one publication together: what becomes of each, or all the reasons why nothing is stored. */
import { type Contract, type Identity, contractOf } from './contract.ts'
import type { Conflict } from './contracts.errors.ts'
import { readJson } from './read-json.ts'
import { type Existing, type Placement, type Rules, placementOf } from './placement.ts'
import type { Situation } from './store-contracts.sql.ts'

/** A contract that is to become the one, or part of the one, of a version with a provider. */
export interface Part {
  readonly provider: string
  readonly contract: Contract
  readonly mode: 'publish' | 'merge'
}

export interface AcceptedPart {
  readonly provider: string
  readonly situation: Situation
  readonly outcome: 'published' | 'unchanged' | 'merged' | 'overwritten'
  readonly contract: Contract
  /** Where the content is stored already. */
  readonly contentId: number | undefined
}

interface Judged {
  readonly accepted: readonly AcceptedPart[]
  readonly conflicts: readonly Conflict[]
}

interface Publication {
  readonly consumer: string
  readonly version: string
  readonly parts: readonly Part[]
}

interface Stored {
  /** One for each part, in order. */
  readonly situations: readonly Situation[]
  /** The texts of the existing contracts that differ from their part, by the id of their content. */
  readonly texts: ReadonlyMap<number, string>
}

/** The contents whose texts are needed to judge the parts. */
export function contentsToCompare(parts: readonly Part[], situations: readonly Situation[]): readonly number[] {
  return situations.flatMap(({ existing }, index) =>
    existing && existing.sha !== parts[index]?.contract.sha ? [existing.contentId] : [],
  )
}

/** Reads what the broker itself stored. */
function storedContract(text: string | undefined, identity: Identity): Contract {
  const json = readJson(text ?? '')
  if (json.kind !== 'object') throw new Error('A stored contract is not a JSON object')
  return contractOf(json, identity)
}

function knownContent(part: Part, { existing, contentId }: Situation, contract: Contract): number | undefined {
  if (contract.sha === existing?.sha) return existing.contentId
  return contract.sha === part.contract.sha ? (contentId ?? undefined) : undefined
}

/** The parts are judged one after the other: the second part for a provider finds the first. */
export function judgeParts({ consumer, version, parts }: Publication, stored: Stored, rules: Rules): Judged {
  const current = new Map<number, Existing>()
  const accepted: AcceptedPart[] = []
  const conflicts: Conflict[] = []
  for (const [index, part] of parts.entries()) {
    const situation = stored.situations[index]
    if (!situation) continue
    const { integrationId, existing } = situation
    const before: Existing | undefined =
      current.get(integrationId) ??
      (existing
        ? { sha: existing.sha, contract: () => storedContract(stored.texts.get(existing.contentId), rules.identity) }
        : undefined)
    const placement: Placement = placementOf(part, before, rules)
    const name = { consumer, version, provider: part.provider }
    if (placement.outcome === 'changed') {
      conflicts.push({ kind: 'changed', contract: name, difference: placement.difference })
    } else if (placement.outcome === 'unmergeable') {
      conflicts.push({ kind: 'unmergeable', contract: name, reasons: placement.reasons })
    } else {
      const { outcome, contract } = placement
      current.set(integrationId, { sha: contract.sha, contract: () => contract })
      const contentId = knownContent(part, situation, contract)
      accepted.push({ provider: part.provider, situation, outcome, contract, contentId })
    }
  }
  return { accepted, conflicts }
}
