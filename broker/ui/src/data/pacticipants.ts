import { queryOptions } from '@tanstack/react-query'
import { broker } from './broker.ts'

export const pacticipantsQuery = queryOptions({
  queryKey: ['pacticipants'],
  queryFn: () => broker.listPacticipants(),
})
