import { useMutation, useQueryClient } from '@tanstack/react-query'

/** A change that is sent to the broker. When it is made, what is shown is read again, and then it is `done`. */
export function useChange<Answer, Sent = void>(
  send: (sent: Sent) => Promise<Answer>,
  done?: (answer: Answer, sent: Sent) => void | Promise<void>,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (sent: Sent) => send(sent),
    async onSuccess(answer, sent) {
      await queries.invalidateQueries()
      await done?.(answer, sent)
    },
  })
}
