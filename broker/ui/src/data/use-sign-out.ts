import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { broker } from './broker.ts'

/** Ends the session, and then that of the identity provider where it wants so. What was read is forgotten. */
export function useSignOut() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => broker.signOut(),
    async onSuccess({ continueAt }) {
      if (continueAt !== null) {
        location.assign(continueAt)
        return
      }
      await navigate({ to: '/sign-in' })
      queries.clear()
    },
  })
}
