import { eventNames, paths } from '@tallystick/client/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { brokerUrl } from './broker.ts'

/** Many things happen together: one look at what they changed is enough. */
const PAUSE_MS = 700

/** Reads again what is shown when something happens in the broker. Browsers reconnect to the stream by themselves. */
export function LiveUpdates(): null {
  const queries = useQueryClient()
  useEffect(() => {
    const stream = new EventSource(brokerUrl + paths.events)
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void queries.invalidateQueries()
      }, PAUSE_MS)
    }
    for (const name of eventNames) stream.addEventListener(name, refresh)
    return () => {
      stream.close()
      clearTimeout(timer)
    }
  }, [queries])
  return null
}
