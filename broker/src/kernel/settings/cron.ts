/** When something is done by itself: minute, hour, day of the month, month and day of the week, in UTC. */
import { z } from 'zod'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

interface Field {
  readonly least: number
  readonly most: number
  readonly names?: readonly string[]
}

const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 0, most: 7, names: weekdays },
]

function valueOf(text: string, { least, names = [] }: Field): number {
  const index = names.indexOf(text.toLowerCase())
  if (index !== -1) return index + least
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN
}

/** `*`, a value, or a range, each with a step or without. */
function isPart(text: string, field: Field): boolean {
  const [range = '', step, ...rest] = text.split('/')
  if (rest.length > 0 || (step !== undefined && !/^[1-9]\d?$/.test(step))) return false
  if (range === '*') return true
  const [from = '', to = from, ...more] = range.split('-')
  const [first, last] = [valueOf(from, field), valueOf(to, field)]
  return more.length === 0 && first >= field.least && last <= field.most && first <= last
}

function isSchedule(text: string): boolean {
  const given = text.trim().split(/\s+/)
  return (
    given.length === fields.length &&
    fields.every((field, index) => (given[index] ?? '').split(',').every((part) => isPart(part, field)))
  )
}

export const cronSchedule: z.ZodType<string, string> = z
  .string()
  .refine(
    isSchedule,
    'must be five fields in UTC (minute, hour, day of the month, month, day of the week), like "15 2 * * *"',
  )
