import { queryOptions } from '@tanstack/react-query'
import { broker } from './broker.ts'

/** More than that nobody chooses from. */
const MOST = 1000

/** The names of the teams, to choose from. */
export const teamsQuery = queryOptions({
  queryKey: ['teams', 'names'],
  queryFn: async () => (await broker.listTeams({ size: MOST }))._embedded.teams.map(({ name }) => name),
})
