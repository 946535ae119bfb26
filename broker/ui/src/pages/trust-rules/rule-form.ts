/**
 * A trust rule as one writes it down: its claims as lines `name=value`. What a line says after the first `=` is the
 * value, to the letter but for spaces around it.
 */
import { type Scope, type TrustRule, type TrustRuleDetails, scope } from '@tallystick/client/wire'

export interface RuleForm {
  readonly name: string
  readonly issuer: string
  readonly audience: string
  readonly claims: string
  readonly scopes: readonly Scope[]
  readonly isWide: boolean
  readonly teams: readonly string[]
  readonly applications: readonly string[]
}

/** The claims of the lines, and the lines that are none. */
export interface WrittenClaims {
  readonly claims: Readonly<Record<string, string>>
  readonly unread: readonly string[]
}

const isClaim = (line: string) => line.indexOf('=') > 0

export function readClaims(text: string): WrittenClaims {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const claims = lines.filter(isClaim).map((line) => {
    const [, name = '', value = ''] = /^(.*?)=(.*)$/s.exec(line) ?? []
    return [name.trim(), value.trim()] as const
  })
  return { claims: Object.fromEntries(claims), unread: lines.filter((line) => !isClaim(line)) }
}

export const writtenClaims = (claims: TrustRule['claims']): string =>
  Object.entries(claims)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('\n')

export const emptyRule = (audience: string): RuleForm => ({
  name: '',
  issuer: '',
  audience,
  claims: '',
  scopes: ['publish', 'verify', 'record'],
  isWide: false,
  teams: [],
  applications: [],
})

export function formOf({ name, issuer, audience, claims, scopes, reach }: TrustRule): RuleForm {
  const isWide = reach === 'everything'
  return {
    name,
    issuer,
    audience,
    claims: writtenClaims(claims),
    scopes,
    isWide,
    teams: isWide ? [] : reach.teams.map((team) => team.name),
    applications: isWide ? [] : reach.applications,
  }
}

/** As the broker wants it. */
export function detailsOf({ claims, scopes, isWide, teams, applications, ...form }: RuleForm): TrustRuleDetails {
  return {
    ...form,
    claims: readClaims(claims).claims,
    scopes: scope.options.filter((one) => scopes.includes(one)),
    reach: isWide ? 'everything' : { teams: [...teams], applications: [...applications] },
  }
}
