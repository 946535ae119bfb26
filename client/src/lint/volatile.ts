/**
 * What in a text is likely to be another one when the tests run again. What is certain says so itself: a time that is now,
 * an id that was made now, a port that the system chose. What only looks random is not certain; two runs tell.
 */
import { isJsonObject, parseJson } from '../contract/json.ts'
import { type Moments, isNear, nearTimes } from './moments.ts'
import { isRandomHex, isRandomText } from './randomness.ts'
import type { LintRule } from './rules.ts'

export interface Volatile {
  readonly rule: Extract<LintRule, 'changing-time' | 'random-id' | 'random-text' | 'local-port' | 'temporary-path'>
  /** The part of the text. */
  readonly text: string
  /** What a source file has where somebody wrote that value. */
  readonly needle: string
  /** What it is: `a UUID of version 4`. */
  readonly is: string
  readonly certain: boolean
  /** A time in whole seconds, or a day: two runs may agree on it. */
  readonly isCoarse?: boolean
}

interface Span {
  readonly index: number
  readonly text: string
  readonly found?: Omit<Volatile, 'text' | 'needle'> & { readonly needle?: string }
}

type Detector = (text: string, moments: Moments) => readonly Span[]

const spansOf = (text: string, pattern: RegExp, judge: (match: RegExpExecArray) => Span['found']): readonly Span[] =>
  [...text.matchAll(pattern)].map((match) => {
    const found = judge(match)
    return { index: match.index, text: match[0], ...(found && { found }) }
  })

const CLAIMS = ['iat', 'nbf', 'exp', 'auth_time'] as const

/** The claims of a JSON Web Token that say when; undefined where it is none. */
export function tokenTimes(token: string): Readonly<Partial<Record<(typeof CLAIMS)[number], number>>> | undefined {
  const [header = '', payload = ''] = token.split('.')
  const claims = parseJson(Buffer.from(payload, 'base64url').toString())
  if (!isJsonObject(parseJson(Buffer.from(header, 'base64url').toString())) || !isJsonObject(claims)) return undefined
  const times = CLAIMS.flatMap((claim) => {
    const seconds = claims[claim]
    return typeof seconds === 'number' ? [[claim, seconds * 1000] as const] : []
  })
  return Object.fromEntries(times)
}

// From the beginning of a word only, so that no text takes long.
export const TOKEN = /(?<![\w-])eyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g

const tokens: Detector = (text, moments) =>
  spansOf(text, TOKEN, ([token]) => {
    const isNew = Object.values(tokenTimes(token) ?? {}).some((ms) => isNear(ms, moments))
    return isNew ? { rule: 'changing-time', is: 'a token that says when it was issued', certain: true } : undefined
  })

/** Those of matchers without an example, in this package and in pact-js. */
const KNOWN_IDS: ReadonlySet<string> = new Set([
  '5f9c2a6e-3b1d-4c8a-9e7f-0a1b2c3d4e5f',
  'e2490de5-5bd3-43d5-b7c4-526e33f71304',
])

const GREGORIAN_MS = 12_219_292_800_000

/** Of tenths of microseconds since the calendar's reform. */
const gregorianTime = (ticks: string): number => Number(BigInt(`0x${ticks}`) / 10_000n) - GREGORIAN_MS

/** When a UUID was made, for versions that say so. */
function uuidTime(hex: string): number | undefined {
  const at = (start: number, end: number) => hex.slice(start, end)
  switch (hex[12]) {
    case '1':
      return gregorianTime(at(13, 16) + at(8, 12) + at(0, 8))
    case '6':
      return gregorianTime(at(0, 12) + at(13, 16))
    case '7':
      return Number.parseInt(at(0, 12), 16)
    default:
      return undefined
  }
}

const UUID = /(?<![\da-f])[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}(?![\da-f])/gi

const uuids: Detector = (text, moments) =>
  spansOf(text, UUID, ([uuid]) => {
    const hex = uuid.replaceAll('-', '').toLowerCase()
    const ms = uuidTime(hex)
    const is = `a UUID of version ${hex[12]}`
    if (ms !== undefined)
      return isNear(ms, moments) ? { rule: 'random-id', is: `${is}, made now`, certain: true } : undefined
    if (hex[12] !== '4' || KNOWN_IDS.has(uuid.toLowerCase())) return undefined
    return isRandomHex(hex.slice(0, 12) + hex.slice(13, 16) + hex.slice(17))
      ? { rule: 'random-id', is, certain: false }
      : undefined
  })

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const ulids: Detector = (text, moments) =>
  spansOf(text, /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/g, ([ulid]) => {
    const ms = ulid
      .slice(0, 10)
      .split('')
      .reduce((sum, digit) => sum * 32 + CROCKFORD.indexOf(digit), 0)
    return isNear(ms, moments) ? { rule: 'random-id', is: 'a ULID, made now', certain: true } : undefined
  })

/** An ObjectId says when it was made; of other hexadecimal numbers only the look is known. */
const hexadecimals: Detector = (text, moments) =>
  spansOf(text, /(?<![\w-])(?:[\da-f]{24,64}|[\dA-F]{24,64})(?![\w-])/g, ([hex]) => {
    if (hex.length === 24) {
      const isNew = isNear(Number.parseInt(hex.slice(0, 8), 16) * 1000, moments)
      return isNew ? { rule: 'random-id', is: 'an ObjectId, made now', certain: true } : undefined
    }
    const hasBoth = /[a-f]/i.test(hex) && /\d/.test(hex)
    return hasBoth && isRandomHex(hex)
      ? { rule: 'random-text', is: 'a text that looks random', certain: false }
      : undefined
  })

/** Bytes as text: what is in them is the same as long as the file is. */
const files: Detector = (text) => spansOf(text, /[A-Za-z\d+/]{100,}={0,2}/g, () => undefined)

const randomTexts: Detector = (text) =>
  spansOf(text, /(?<![\w+=-])[\w-]{20,64}(?![\w+=-])/g, ([token]) =>
    isRandomText(token) ? { rule: 'random-text', is: 'a text that looks random', certain: false } : undefined,
  )

/** Where Linux begins to choose ports; other systems begin later. */
const FIRST_CHOSEN_PORT = 32_768

const ports: Detector = (text) =>
  spansOf(text, /(?:127\.0\.0\.1|0\.0\.0\.0|\blocalhost|\[::1?\])(?::|%3A)(\d{4,5})(?!\d)/gi, ([, port]) => {
    const isChosen = Number(port) >= FIRST_CHOSEN_PORT && Number(port) <= 65_535
    return isChosen
      ? { rule: 'local-port', is: 'an address with a port that the system chose', certain: true }
      : undefined
  })

const TEMPORARY =
  /(?:\/var\/folders\/\w{2}\/\w+\/T\/[^\s"'?#]*)|(?:[A-Z]:\\Users\\[^\\\s]+\\AppData\\Local\\Temp\\[^\s"'?#]+)|(?:\/(?:var\/)?tmp\/[\w./-]{0,200}[-_.](?=[A-Za-z0-9]{0,5}[A-Z0-9])(?=[A-Za-z0-9]{0,5}[a-z])[A-Za-z0-9]{6}(?![A-Za-z0-9])[^\s"'?#]*)/g

const temporaryPaths: Detector = (text) =>
  spansOf(text, TEMPORARY, () => ({ rule: 'temporary-path', is: 'the path of a temporary file', certain: true }))

/** What a source has of a time to the minute: there its seconds may be left out, or its offset written otherwise. */
const toTheMinute = (text: string): string => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(text)?.[0] ?? text

const times: Detector = (text, moments) =>
  nearTimes(text, moments).map((time) => ({
    index: time.index,
    text: time.text,
    found: {
      rule: 'changing-time',
      is: 'a time close to now',
      certain: true,
      needle: toTheMinute(time.text),
      isCoarse: time.ms % 1000 === 0,
    },
  }))

// What one has looked at is hidden from those after it: a part of a UUID is no number of seconds.
const DETECTORS: readonly Detector[] = [
  tokens,
  files,
  uuids,
  ulids,
  temporaryPaths,
  ports,
  times,
  hexadecimals,
  randomTexts,
]

function hide(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (rest, { index, text: { length } }) => `${rest.slice(0, index)}${' '.repeat(length)}${rest.slice(index + length)}`,
    text,
  )
}

/** What in that text is likely to change, in its order. */
export function volatileIn(text: string, moments: Moments): readonly Volatile[] {
  let rest = text
  const found = new Map<number, Volatile>()
  for (const detect of DETECTORS) {
    const spans = detect(rest, moments)
    for (const span of spans) {
      if (span.found) found.set(span.index, { text: span.text, needle: span.text, ...span.found })
    }
    rest = hide(rest, spans)
  }
  return [...found.entries()].toSorted(([one], [other]) => one - other).map(([, volatile]) => volatile)
}
