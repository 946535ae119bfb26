// Whose word a change needs, by the names in its address.

import type { Concern } from '../kernel/endpoint.ts'

interface At<Name extends string> {
  readonly params: Readonly<Record<Name, string>>
}

/** What is of the broker itself, or of all applications. */
export const concernsEverything = (): Concern => 'everything'

export const concernsPacticipant = ({ params }: At<'pacticipant'>): Concern => ({ all: [params.pacticipant] })
export const concernsConsumer = ({ params }: At<'consumer'>): Concern => ({ all: [params.consumer] })
export const concernsProvider = ({ params }: At<'provider'>): Concern => ({ all: [params.provider] })

export const concernsBoth = ({ params }: At<'consumer' | 'provider'>): Concern => ({
  all: [params.consumer, params.provider],
})

export const concernsTeam = ({ params }: At<'team'>): Concern => ({ team: params.team, all: [] })

/** What a team does with an application: it must be nobody's, or theirs already. */
export const concernsTeamAndPacticipant = ({ params }: At<'team' | 'pacticipant'>): Concern => ({
  team: params.team,
  all: [params.pacticipant],
})

/** For reading what those have to see who administer anything. */
export const concernsNobody = (): Concern => ({ all: [] })
