import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { TeamsSearch } from './search.ts'

const PAGE_SIZE = 50

export const teamListQuery = ({ q, page }: TeamsSearch) =>
  queryOptions({ queryKey: ['teams', 'list', q, page], queryFn: () => broker.listTeams({ q, page, size: PAGE_SIZE }) })

export const teamQuery = (key: string) =>
  queryOptions({ queryKey: ['teams', 'one', key], queryFn: async () => (await broker.findTeam(key)) ?? null })
