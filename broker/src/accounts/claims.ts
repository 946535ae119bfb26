/**
 * Whether what an issuer says of a build is what a rule wants. A pattern is the value itself, or a text in which `*` stands
 * for any characters, none as well. Numbers, yes and no are compared as they are written, since issuers send them both
 * ways; of a list one value has to fit. What is none of these fits nothing.
 */
import type { ClaimPattern } from '@tallystick/client/wire'

export type Claims = Readonly<Record<string, unknown>>

/** Found without going back, so that no pattern takes long. */
function matches(pattern: string, value: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return value === first
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false
  const end = value.length - last.length
  let from = first.length
  for (const part of others) {
    const at = value.indexOf(part, from)
    if (at === -1 || at + part.length > end) return false
    from = at + part.length
  }
  return true
}

function isOne(pattern: ClaimPattern, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return false
  return typeof pattern === 'string' ? matches(pattern, String(value)) : String(pattern) === String(value)
}

export function fits(pattern: ClaimPattern, value: unknown): boolean {
  return Array.isArray(value) ? value.some((one) => isOne(pattern, one)) : isOne(pattern, value)
}

/** What somebody said of themselves, with what Object has by itself left out. */
export function claimIn(claims: Claims, name: string): unknown {
  return Object.hasOwn(claims, name) ? claims[name] : undefined
}

const LONGEST_SHOWN = 200
const CONTROL = /[\p{Cc}\p{Cs}\u2028\u2029]/gu

/** A claim for people to read, on one line; undefined where there is none. */
export function shownClaim(claims: Claims, name: string): string | undefined {
  const value = claimIn(claims, name)
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.slice(0, LONGEST_SHOWN).replaceAll(CONTROL, ' ')
}

interface Wanted {
  readonly audience: string
  readonly claims: Readonly<Record<string, ClaimPattern>>
}

export interface Difference {
  readonly claim: string
  readonly wanted: string
  readonly found: string | null
}

/** What of the rule these claims do not fit; none: it is theirs. Whose the identity is, its issuer, is known already. */
export function differences({ audience, claims: patterns }: Wanted, claims: Claims): readonly Difference[] {
  const aud = claimIn(claims, 'aud')
  const isMeant = Array.isArray(aud) ? aud.includes(audience) : aud === audience
  const missed = Object.entries(patterns).filter(([name, pattern]) => !fits(pattern, claimIn(claims, name)))
  const wanted: readonly (readonly [string, ClaimPattern])[] = [
    ...(isMeant ? [] : [['aud', audience] as const]),
    ...missed,
  ]
  return wanted.map(([claim, pattern]) => ({
    claim,
    wanted: String(pattern),
    found: shownClaim(claims, claim) ?? null,
  }))
}

/** By which name a build is known, in the log and in messages: its repository and ref, else its subject. */
export function workloadName(claims: Claims): string {
  const repository = shownClaim(claims, 'repository') ?? shownClaim(claims, 'project_path')
  const ref = shownClaim(claims, 'ref')
  if (repository === undefined) return shownClaim(claims, 'sub') ?? 'a build'
  return ref === undefined ? repository : `${repository} (${ref})`
}
