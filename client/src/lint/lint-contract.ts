import type { ContractDocument, Interaction } from '../provider/document.ts'
import { changingHeaders } from './changing-headers.ts'
import { type Knowledge, changingValues } from './changing-values.ts'
import { contents, wholeContract } from './contents.ts'
import { type Finding, distinctFindings } from './finding.ts'
import { type Placed, names } from './names.ts'
import type { JsonPath } from './json-path.ts'
import { partLeaves } from './parts.ts'
import { secrets } from './secrets.ts'
import { volatileIn } from './volatile.ts'

/** Where the interactions of a document are. */
export function placedInteractions({ interactions, source }: ContractDocument): readonly Placed[] {
  const bySource = new Map<unknown, Interaction>(interactions.map((interaction) => [interaction.source, interaction]))
  return (['interactions', 'messages'] as const).flatMap((list) => {
    const items = source[list]
    if (!Array.isArray(items)) return []
    return items.flatMap((item: unknown, index): readonly Placed[] => {
      const interaction = bySource.get(item)
      return interaction ? [{ interaction, path: [list, index] }] : []
    })
  })
}

const isWithin = (path: JsonPath, outer: JsonPath) => outer.every((step, index) => step === path[index])

function ofInteraction({ interaction, path }: Placed, knowledge: Knowledge): readonly Finding[] {
  const leaves = partLeaves(interaction)
  // Of what these know, its look says nothing more.
  const known = [...changingHeaders(leaves), ...secrets(leaves, knowledge.moments)]
  const found = [
    ...known,
    ...changingValues(leaves, knowledge).filter((one) => !known.some((other) => isWithin(one.path, other.path))),
    ...contents(interaction),
  ]
  return found.map((finding) => ({ ...finding, interaction, path: [...path, ...finding.path] }))
}

/** What all rules find in a contract. */
export function lintContract(document: ContractDocument, knowledge: Knowledge): readonly Finding[] {
  const placed = placedInteractions(document)
  return distinctFindings([
    ...wholeContract(document),
    ...names(placed),
    ...placed.flatMap((one) => ofInteraction(one, knowledge)),
  ])
}

/** What source files are searched for, before the rules judge. */
export function needlesIn(document: ContractDocument, moments: Knowledge['moments']): readonly string[] {
  const texts = document.interactions
    .flatMap(partLeaves)
    .flatMap(({ value }) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []))
  return texts.flatMap((text) => volatileIn(text, moments).map(({ needle }) => needle))
}
