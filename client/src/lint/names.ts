/**
 * What interactions are called. Description and provider states are what results are kept by, what handlers of messages
 * are chosen by, and what people read: they must be there and must tell one interaction from the others.
 */
import { canonical } from '../contract/json.ts'
import type { Interaction } from '../provider/document.ts'
import type { Finding } from './finding.ts'
import type { JsonPath } from './json-path.ts'

export interface Placed {
  readonly interaction: Interaction
  /** In the document. */
  readonly path: JsonPath
}

/** Members of an interaction that no result depends on. */
export const BESIDE: ReadonlySet<unknown> = new Set(['_id', 'comments', 'key', 'interactionMarkup'])

/** What tells an interaction from the others of its contract. */
export const keyOf = ({ kind, states, description }: Interaction, text = description): string =>
  canonical([kind, states.map(({ name, params }) => [name, params]), text])

const contentOf = ({ source }: Interaction): string =>
  canonical(Object.fromEntries(Object.entries(source).filter(([member]) => !BESIDE.has(member))))

function withoutDescription({ interaction, path }: Placed): readonly Finding[] {
  if (interaction.description.trim() !== '') return []
  const says = 'It has no description, by which results are kept, messages are chosen, and people know what it is.'
  return [{ rule: 'no-description', severity: 'error', path, interaction, says, next: 'Say what is asked for.' }]
}

function duplicates(group: readonly Placed[]): readonly Finding[] {
  const [first, ...others] = group
  return others.map(({ interaction, path }): Finding => {
    const isSame = first !== undefined && contentOf(first.interaction) === contentOf(interaction)
    const says = isSame
      ? 'It is in the contract more than once.'
      : 'Another interaction has this description and these provider states, with other content: results and readers take them for one.'
    const next = isSame ? 'Write it once.' : 'Give one of them another description or another state.'
    return {
      rule: 'duplicate-interaction',
      severity: isSame ? 'warning' : 'error',
      path,
      interaction,
      value: interaction.description,
      says,
      next,
    }
  })
}

const plain = (text: string) => text.trim().replaceAll(/\s+/g, ' ').toLowerCase()

function similar(group: readonly Placed[]): readonly Finding[] {
  const [first, ...others] = group
  return others.flatMap(({ interaction, path }): readonly Finding[] => {
    if (first === undefined || interaction.description === first.interaction.description) return []
    const says = `It differs from "${first.interaction.description}" only by case or space, under the same provider states.`
    const next = 'Give them one description if they are one, and otherwise say what the difference is.'
    return [
      {
        rule: 'similar-description',
        severity: 'warning',
        path: [...path, 'description'],
        interaction,
        value: interaction.description,
        says,
        next,
      },
    ]
  })
}

/** Of all interactions of a contract. */
export function names(all: readonly Placed[]): readonly Finding[] {
  const described = all.filter(({ interaction }) => interaction.description.trim() !== '')
  return [
    ...all.flatMap(withoutDescription),
    ...[...Map.groupBy(described, ({ interaction }) => keyOf(interaction)).values()].flatMap(duplicates),
    ...[
      ...Map.groupBy(described, ({ interaction }) => keyOf(interaction, plain(interaction.description))).values(),
    ].flatMap(similar),
  ]
}
