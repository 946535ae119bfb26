import type { listLabelled, listOwners, NetworkPair } from './network.sql.ts'

interface Shown {
  readonly pairs: readonly NetworkPair[]
  readonly labelled: Awaited<ReturnType<typeof listLabelled>>
  readonly owners: Awaited<ReturnType<typeof listOwners>>
  readonly self: string
}

/** The names in the order of the pairs that they first come in; each once. */
export function networkHal({ pairs, labelled, owners, self }: Shown) {
  const names = new Set(pairs.flatMap(({ consumer, provider }) => [consumer, provider]))
  const labels = Map.groupBy(labelled, ({ pacticipant }) => pacticipant)
  const teams = new Map(owners.map(({ pacticipant, team }) => [pacticipant, team]))
  return {
    pacticipants: [...names].map((name) => ({
      name,
      labels: labels.get(name)?.map(({ label }) => label) ?? [],
      team: teams.get(name) ?? null,
    })),
    integrations: pairs.map(({ consumer, provider, state, version }) => ({ consumer, provider, state, version })),
    total: pairs[0]?.total ?? 0,
    labels: [...new Set(labelled.map(({ label }) => label))],
    teams: [...new Set(owners.map(({ team }) => team))],
    _links: { self: { href: self } },
  }
}
