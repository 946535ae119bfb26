/**
 * The applications with those they speak with. A neighbourhood is everybody who can be reached from one application in so
 * many steps: to consumers, to providers, or both ways; and all pairs that they are among themselves.
 */
import type { Network } from '@tallystick/client/wire'

export type Pair = Network['integrations'][number]

export interface Application {
  readonly name: string
  readonly labels: readonly string[]
  /** The name of the one that it belongs to. */
  readonly team: string | null
  /** The pairs in which it is the provider. */
  readonly consumers: readonly Pair[]
  /** The pairs in which it is the consumer. */
  readonly providers: readonly Pair[]
}

export type Estate = ReadonlyMap<string, Application>

export type Direction = 'both' | 'consumers' | 'providers'

export interface Neighbourhood {
  readonly focus: string
  readonly steps: number
  readonly direction: Direction
}

interface Told {
  readonly pacticipants: readonly Pick<Application, 'name' | 'labels' | 'team'>[]
  readonly integrations: readonly Pair[]
}

export function estateOf({ pacticipants, integrations }: Told): Estate {
  const byProvider = Map.groupBy(integrations, ({ provider }) => provider)
  const byConsumer = Map.groupBy(integrations, ({ consumer }) => consumer)
  return new Map(
    pacticipants.map(({ name, labels, team }) => [
      name,
      { name, labels, team, consumers: byProvider.get(name) ?? [], providers: byConsumer.get(name) ?? [] },
    ]),
  )
}

export const pairsOf = (estate: Estate): readonly Pair[] => [...estate.values()].flatMap(({ providers }) => providers)

function neighbours({ consumers, providers }: Application, direction: Direction): readonly string[] {
  return [
    ...(direction === 'providers' ? [] : consumers.map(({ consumer }) => consumer)),
    ...(direction === 'consumers' ? [] : providers.map(({ provider }) => provider)),
  ]
}

/** The part of the estate around one application; nothing where it is not in it. */
export function neighbourhood(estate: Estate, { focus, steps, direction }: Neighbourhood): Estate {
  const reached = new Set(estate.has(focus) ? [focus] : [])
  let ring: readonly string[] = [...reached]
  for (let step = 0; step < steps; step += 1) {
    const next = ring.flatMap((name) => {
      const application = estate.get(name)
      return application ? neighbours(application, direction) : []
    })
    ring = [...new Set(next)].filter((name) => !reached.has(name))
    for (const name of ring) reached.add(name)
  }
  return estateOf({
    pacticipants: [...estate.values()].filter(({ name }) => reached.has(name)),
    integrations: pairsOf(estate).filter(({ consumer, provider }) => reached.has(consumer) && reached.has(provider)),
  })
}
