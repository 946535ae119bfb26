/**
 * Dates and times that are close to a moment: to that at which the contract was written, or is checked. Others stay what
 * they are whenever the tests run.
 */

/** Yesterday and tomorrow are close, wherever on earth: tests reckon with both. */
const NEAR_MS = 36 * 60 * 60 * 1000

/** In milliseconds of Unix time. */
export type Moments = readonly number[]

export function isNear(ms: number, moments: Moments): boolean {
  return moments.some((moment) => Math.abs(ms - moment) <= NEAR_MS)
}

/** A date or time in a text. */
export interface TextTime {
  readonly index: number
  readonly text: string
  readonly ms: number
}

const DAY = String.raw`\d{4}-\d{2}-\d{2}`
const TIME = String.raw`\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?`
const OFFSET = String.raw`Z|[+-]\d{2}:?\d{2}`
const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec'

const ISO = new RegExp(String.raw`(?<!\d)(${DAY})(?:(?:[T ]|%20|\+)(${TIME})\s?(${OFFSET})?)?(?!\d)`, 'g')
const BASIC = /(?<!\d)(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(?:\d{3})?Z?)?(?!\d)/g
const DAY_FIRST = /(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)/g
const WITH_NAMES = new RegExp(
  String.raw`(?:\w{3},? )?(?:\d{1,2} (?:${MONTHS})|(?:${MONTHS}) \d{1,2}),? \d{4}(?: \d{2}:\d{2}(?::\d{2})?(?: (?:GMT|UTC|[+-]\d{4})(?:[+-]\d{4})?)?)?`,
  'g',
)
const EPOCH = /(?<!\d|\d\.)(?:\d{19}|\d{16}|\d{13}|\d{10})(?!\d|\.\d)/g

const parsed = (text: string): number => Date.parse(text)

function isoTimes(text: string): readonly TextTime[] {
  return [...text.matchAll(ISO)].map((match) => {
    const [all, day = '', time, offset = 'Z'] = match
    const ms = parsed(time === undefined ? day : `${day}T${time.replace(',', '.')}${offset}`)
    return { index: match.index, text: all, ms }
  })
}

function basicTimes(text: string): readonly TextTime[] {
  return [...text.matchAll(BASIC)].map((match) => {
    const [all, year, month, day, hour, minute, second] = match
    const ms = parsed(`${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}Z`)
    return { index: match.index, text: all, ms }
  })
}

function dottedDays(text: string): readonly TextTime[] {
  return [...text.matchAll(DAY_FIRST)].flatMap((match) => {
    const [all, one = '', other = '', year] = match
    const day = (month: string, date: string) => parsed(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
    return [day(one, other), day(other, one)].map((ms) => ({ index: match.index, text: all, ms }))
  })
}

function namedTimes(text: string): readonly TextTime[] {
  return [...text.matchAll(WITH_NAMES)].map((match) => {
    const [all] = match
    const hasZone = /GMT|UTC|[+-]\d{4}$/.test(all)
    return { index: match.index, text: all, ms: parsed(hasZone ? all : `${all} GMT`) }
  })
}

/** What one unit is in milliseconds, by the number of digits that Unix time has in it. */
const UNIT_MS: Readonly<Record<number, number>> = { 10: 1000, 13: 1, 16: 1e-3, 19: 1e-6 }

function epochs(text: string): readonly TextTime[] {
  return [...text.matchAll(EPOCH)].map((match) => {
    const [all] = match
    return { index: match.index, text: all, ms: Number(all) * (UNIT_MS[all.length] ?? Number.NaN) }
  })
}

/** The dates and times in a text that are close to one of the moments. */
export function nearTimes(text: string, moments: Moments): readonly TextTime[] {
  return [isoTimes, basicTimes, dottedDays, namedTimes, epochs]
    .flatMap((read) => read(text))
    .filter(({ ms }) => isNear(ms, moments))
}
