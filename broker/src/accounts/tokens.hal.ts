import { type Page, type Reached, paths } from '@tallystick/client/wire'
import { type Links, formatTime, neighbourLinks } from '../kernel/hal.ts'
import type { TokenRow } from './token-list.sql.ts'

interface Reaching {
  readonly reachesEverything: boolean
  readonly teams: readonly { readonly uuid: string; readonly name: string }[]
  readonly applications: readonly { readonly name: string }[]
}

export function reachedHal({ reachesEverything, teams, applications }: Reaching): Reached {
  if (reachesEverything) return 'everything'
  return { teams: teams.map(({ uuid, name }) => ({ uuid, name })), applications: applications.map(({ name }) => name) }
}

const timeOrNull = (time: Date | null) => time && formatTime(time)

export function tokenHal(links: Links, row: TokenRow, now: Date) {
  const { uuid, name, scopes, hint, personUuid, personName, createdBy, expiresAt, revokedAt } = row
  const isPersonal = personUuid !== null && personName !== null
  return {
    uuid,
    name,
    kind: isPersonal ? 'personal' : 'system',
    scopes,
    reach: reachedHal(row),
    hint,
    active: revokedAt === null && (expiresAt === null || expiresAt > now),
    person: isPersonal ? { uuid: personUuid, name: personName } : null,
    createdBy,
    createdAt: formatTime(row.createdAt),
    expiresAt: timeOrNull(expiresAt),
    revokedAt: timeOrNull(revokedAt),
    lastUsedAt: timeOrNull(row.lastUsedAt),
    _links: {
      self: { title: 'Token', name, href: links.href(paths.token, { uuid }) },
      'pb:tokens': { title: 'Tokens', href: links.href(paths.tokens) },
      curies: links.curies('token'),
    },
  }
}

interface Listed {
  readonly rows: readonly TokenRow[]
  readonly now: Date
  readonly page: Page
  readonly url: string
  readonly search: string
}

export function tokensHal(links: Links, { rows, now, ...listed }: Listed) {
  return {
    page: listed.page,
    _embedded: { tokens: rows.map((row) => tokenHal(links, row, now)) },
    _links: neighbourLinks(listed),
  }
}
