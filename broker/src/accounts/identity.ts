/**
 * What the claims of an identity provider make of somebody: how they are called, and what their groups are in teams. Of
 * several roles in a team the strongest counts. Who has no such claim is in no group.
 */
import type { GroupRole } from '../kernel/settings/group-roles.ts'
import { type Role, roles } from './roles.ts'

/** In place of the issuer of those who sign in by links: it is no URL, so that no provider can be it. */
export const LINK_ISSUER = 'link'

type Claims = Readonly<Record<string, unknown>>

const LONGEST_NAME = 200
const LONGEST_EMAIL = 320

const isObject = (value: unknown): value is Claims => typeof value === 'object' && value !== null

/** On one line, and not longer than lists can show. */
function shownText(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.replaceAll(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
  return text.slice(0, longest) || undefined
}

export function nameIn(claims: Claims, subject: string): string {
  const { name, preferred_username: username, email } = claims
  const found = [name, username, email, subject].map((value) => shownText(value, LONGEST_NAME))
  return found.find((value) => value !== undefined) ?? 'somebody'
}

/** Null where the provider says that it is not known to be theirs. */
export function emailIn({ email, email_verified: isVerified }: Claims): string | null {
  if (isVerified === false) return null
  return shownText(email, LONGEST_EMAIL) ?? null
}

/** By its whole name, which may have dots in it, or else by the dots into it. */
function claimAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name
    .split('.')
    .reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined), claims)
}

/** Undefined: the claim is not there. */
export function groupsIn(claims: Claims, claim: string): readonly string[] | undefined {
  const value = claimAt(claims, claim)
  if (value === undefined || value === null) return undefined
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value]
  return listed.filter((group) => typeof group === 'string')
}

const strength = Object.keys(roles)

/** The role in each team, by the teams' names. */
export function rolesOf(groups: readonly string[], rules: readonly GroupRole[]): ReadonlyMap<string, Role> {
  const found = new Map<string, { readonly team: string; readonly role: Role }>()
  for (const { group, team, role } of rules) {
    const key = team.toLowerCase()
    const known = found.get(key)
    const isStronger = known === undefined || strength.indexOf(role) > strength.indexOf(known.role)
    if (groups.includes(group) && isStronger) found.set(key, { team: known?.team ?? team, role })
  }
  return new Map([...found.values()].map(({ team, role }) => [team, role]))
}
