import { eventNames, paths } from '@tallystick/client/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { brokerUrl } from './broker.ts'

/** Many things happen together: one look at what they changed is enough. */
const PAUSE_MS = 700

/** Calls back when something has happened in the broker, until it is told to stop. Browsers reconnect by themselves. */
function follow(happened: () => void): () => void {
  const stream = new EventSource(brokerUrl + paths.events)
  for (const name of eventNames) stream.addEventListener(name, happened)
  return () => stream.close()
}

/**
 * Reads again what is shown when something happens in the broker. Only what somebody sees follows it: a browser opens
 * six connections to a host, and six forgotten tabs would leave none for the seventh.
 */
export function LiveUpdates(): null {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let stop: (() => void) | undefined
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries()
      }, PAUSE_MS)
    }
    const followWhileSeen = () => {
      if (document.hidden) {
        stop?.()
        stop = undefined
      } else {
        stop ??= follow(refresh)
      }
    }
    const seenAgain = () => {
      followWhileSeen()
      if (!document.hidden) refresh()
    }
    followWhileSeen()
    document.addEventListener('visibilitychange', seenAgain)
    return () => {
      document.removeEventListener('visibilitychange', seenAgain)
      stop?.()
      clearTimeout(timer)
    }
  }, [queries])
  return null
}
