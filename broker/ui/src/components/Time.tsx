import { relativeTime } from './relative-time.ts'
import { useNow } from './use-now.ts'

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })

/** How long ago, with the exact time on hover. */
export function Time({ at }: { readonly at: string }) {
  const now = useNow()
  const time = new Date(at)
  return (
    <time dateTime={at} title={exact.format(time)}>
      {relativeTime(time, now)}
    </time>
  )
}
