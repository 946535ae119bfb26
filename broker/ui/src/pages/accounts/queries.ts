import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { TeamsSearch } from './search.ts'

const PAGE_SIZE = 50

export const teamListQuery = ({ q, page }: TeamsSearch) =>
  queryOptions({ queryKey: ['teams', 'list', q, page], queryFn: () => broker.listTeams({ q, page, size: PAGE_SIZE }) })

export const teamQuery = (key: string) =>
  queryOptions({ queryKey: ['teams', 'one', key], queryFn: async () => (await broker.findTeam(key)) ?? null })

export const peopleQuery = ({ q, page }: TeamsSearch) =>
  queryOptions({ queryKey: ['people', q, page], queryFn: () => broker.listPeople({ q, page, size: PAGE_SIZE }) })

/** More than that nobody chooses from. */
const MOST = 1000

/** Whom one can take into a team. */
export const everybodyQuery = queryOptions({
  queryKey: ['people', 'everybody'],
  queryFn: async () => (await broker.listPeople({ size: MOST }))._embedded.people,
})

export const tokensOfTeamQuery = (team: string) =>
  queryOptions({
    queryKey: ['tokens', 'of team', team],
    queryFn: () => broker.listTokens({ team, active: true, size: PAGE_SIZE }),
  })
