import { type Scope, type TokenDetails, scope } from '@tallystick/client/wire'

const DAY_MS = 86_400_000

/** What is chosen in the form of a new token. */
export interface TokenForm {
  readonly name: string
  readonly kind: TokenDetails['kind']
  readonly scopes: readonly Scope[]
  /** Whether it reaches all that whoever makes it may. */
  readonly isWide: boolean
  readonly teams: readonly string[]
  readonly applications: readonly string[]
  /** None: it does not expire. */
  readonly days: number | undefined
}

/** As the broker wants it. */
export function detailsOf(
  { name, kind, scopes, isWide, teams, applications, days }: TokenForm,
  now: Date,
): TokenDetails {
  return {
    name,
    kind,
    scopes: scope.options.filter((one) => scopes.includes(one)),
    reach: isWide ? 'everything' : { teams: [...teams], applications: [...applications] },
    expiresAt: days === undefined ? null : new Date(now.getTime() + days * DAY_MS).toISOString(),
  }
}
