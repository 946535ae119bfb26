import type { listLabelled, NetworkPair } from './network.sql.ts'

interface Shown {
  readonly pairs: readonly NetworkPair[]
  readonly labelled: Awaited<ReturnType<typeof listLabelled>>
  readonly self: string
}

/** The names in the order of the pairs that they first come in; each once. */
export function networkHal({ pairs, labelled, self }: Shown) {
  const names = new Set(pairs.flatMap(({ consumer, provider }) => [consumer, provider]))
  const labels = Map.groupBy(labelled, ({ pacticipant }) => pacticipant)
  return {
    pacticipants: [...names].map((name) => ({ name, labels: labels.get(name)?.map(({ label }) => label) ?? [] })),
    integrations: pairs.map(({ consumer, provider, state, version }) => ({ consumer, provider, state, version })),
    total: pairs[0]?.total ?? 0,
    labels: [...new Set(labelled.map(({ label }) => label))],
    _links: { self: { href: self } },
  }
}
