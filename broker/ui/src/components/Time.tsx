import { useEffect, useState } from 'react'
import { relativeTime } from './relative-time.ts'

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })

/** How long ago, with the exact time on hover. */
export function Time({ at }: { readonly at: string }) {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  const time = new Date(at)
  return (
    <time dateTime={at} title={exact.format(time)}>
      {relativeTime(time, now)}
    </time>
  )
}
