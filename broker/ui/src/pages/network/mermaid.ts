/** The network as a Mermaid flowchart: a state that is not "verified" stands on its line. The same pairs are the same text. */
import type { IntegrationState } from '@tallystick/client/wire'
import { drawnOf } from './drawn.ts'
import type { Estate } from './estate.ts'

const quoted = (text: string) => `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;')}"`

const arrows: Readonly<Record<IntegrationState, string>> = {
  verified: '-->',
  failed: '== failed ==>',
  overdue: '-. overdue .->',
  unverified: '-. not verified .->',
  pending: '-. pending .->',
}

export function mermaidOf(estate: Estate): string {
  const { names, pairs, input } = drawnOf(estate)
  const lines = pairs.map(({ state }, index) => {
    const [from, to] = input.links[index] ?? []
    return `  n${from} ${arrows[state]} n${to}`
  })
  return ['flowchart LR', ...names.map((name, place) => `  n${place}[${quoted(name)}]`), ...lines, ''].join('\n')
}
