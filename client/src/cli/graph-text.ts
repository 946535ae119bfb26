/** Who depends on whom, in the languages of Mermaid (which GitHub and GitLab draw in Markdown) and of Graphviz. */
export interface Edge {
  readonly consumer: string
  readonly provider: string
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The same graph is the same text, so that it can be kept in a repository. */
function sorted(edges: readonly Edge[]): readonly Edge[] {
  return edges.toSorted((one, other) => compare(one.consumer, other.consumer) || compare(one.provider, other.provider))
}

/** The edges that lead to it, over however many others. */
export function around(edges: readonly Edge[], name: string): readonly Edge[] {
  const reached = new Set([name])
  let before = 0
  while (reached.size > before) {
    before = reached.size
    for (const { consumer, provider } of edges) {
      if (reached.has(consumer)) reached.add(provider)
      if (reached.has(provider)) reached.add(consumer)
    }
  }
  return edges.filter(({ consumer }) => reached.has(consumer))
}

const mermaidText = (name: string) => name.replaceAll('#', '#35;').replaceAll('"', '#quot;')

export function mermaid(edges: readonly Edge[]): string {
  const names = [...new Set(sorted(edges).flatMap(({ consumer, provider }) => [consumer, provider]))].toSorted(compare)
  const ids = new Map(names.map((name, index) => [name, `n${index}`]))
  return [
    'flowchart LR',
    ...names.map((name) => `  ${ids.get(name)}["${mermaidText(name)}"]`),
    ...sorted(edges).map(({ consumer, provider }) => `  ${ids.get(consumer)} --> ${ids.get(provider)}`),
    '',
  ].join('\n')
}

const dotText = (name: string) => `"${name.replaceAll('\\', '\\\\').replaceAll('"', String.raw`\"`)}"`

export function dot(edges: readonly Edge[]): string {
  return [
    'digraph contracts {',
    '  rankdir=LR;',
    '  node [shape=box, fontname="Helvetica"];',
    ...sorted(edges).map(({ consumer, provider }) => `  ${dotText(consumer)} -> ${dotText(provider)};`),
    '}',
    '',
  ].join('\n')
}
