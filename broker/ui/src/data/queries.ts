import { BrokerCallError } from '@tallystick/client'
import { QueryClient } from '@tanstack/react-query'

const isWorthAnotherTry = (error: Error) => error instanceof BrokerCallError && error.failure === 'unreachable'

/** What was read stays until the stream of events says that something happened, or for a minute without it. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 60_000, retry: (count, error) => count < 2 && isWorthAnotherTry(error) },
  },
})
