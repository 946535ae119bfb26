/**
 * How long ago something was, for people: in the largest unit of which at least one has passed, rounded down. A month
 * has 30 days and a year 365. What a clock that runs late puts into the future was just now.
 */
const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const

export function timeAgo(time: Date, now: Date): string {
  const seconds = (now.getTime() - time.getTime()) / 1000
  const unit = UNITS.find(([, length]) => seconds >= length)
  if (!unit) return 'less than a minute ago'
  const [name, length] = unit
  const count = Math.floor(seconds / length)
  return `${count} ${name}${count === 1 ? '' : 's'} ago`
}
