import { queryOptions } from '@tanstack/react-query'
import { broker } from './broker.ts'

export const pacticipantsQuery = queryOptions({
  queryKey: ['pacticipants'],
  queryFn: () => broker.listPacticipants(),
})

export const pacticipantQuery = (pacticipant: string) =>
  queryOptions({
    queryKey: ['pacticipant', pacticipant],
    // Nothing is an answer that can be kept only when it is null.
    queryFn: async () => (await broker.findPacticipant(pacticipant)) ?? null,
  })
