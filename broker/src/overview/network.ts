/**
 * Who is connected with whom. A group is everything that can be reached from a pacticipant over integrations, in either
 * direction: its neighbours, their neighbours, and so on. With a limit, no further ring of neighbours is added once that
 * many pacticipants are in it; a ring is never cut, so there may be more than the limit says.
 */

interface Party {
  readonly id: number
  readonly name: string
}

/** A consumer and a provider. */
export interface Connection {
  readonly consumer: Party
  readonly provider: Party
}

/** The connections of a group, in the order in which they are given. */
export function groupAround(connections: readonly Connection[], start: number, limit = Infinity) {
  const members = new Set([start])
  let ring = new Set([start])
  const reached = new Set<Connection>()
  while (ring.size > 0) {
    const touching = connections.filter(({ consumer, provider }) => ring.has(consumer.id) || ring.has(provider.id))
    const parties = touching.flatMap(({ consumer, provider }) => [consumer.id, provider.id])
    for (const connection of touching) reached.add(connection)
    ring = new Set(parties.filter((id) => !members.has(id)))
    for (const id of ring) members.add(id)
    if (members.size >= limit) break
  }
  return connections.filter((connection) => reached.has(connection))
}

/**
 * A row for each pacticipant, as the network diagram of the Pact Broker reads it: id, name, three numbers that say how it
 * is drawn, its position, and the ids of its providers, filled up with zeros to one length.
 */
export function networkRows(connections: readonly Connection[]): readonly (readonly (number | string)[])[] {
  const rows = new Map<number, { readonly head: readonly (number | string)[]; readonly providers: number[] }>()
  const rowOf = ({ id, name }: Party) => {
    const row = rows.get(id) ?? { head: [id, name, 1, 1, 0, rows.size + 1], providers: [] }
    rows.set(id, row)
    return row
  }
  for (const { consumer, provider } of connections) {
    const row = rowOf(consumer)
    rowOf(provider)
    row.providers.push(provider.id)
  }
  const width = Math.max(0, ...[...rows.values()].map(({ providers }) => providers.length))
  return [...rows.values()].map(({ head, providers }) => [
    ...head,
    ...providers,
    ...Array.from({ length: width - providers.length }, () => 0),
  ])
}
