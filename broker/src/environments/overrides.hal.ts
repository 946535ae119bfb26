import { type OverrideInForce, type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, neighbourLinks } from '../kernel/hal.ts'
import type { InForce, OverrideRow } from './overrides.sql.ts'

export function overrideHal(links: Links, row: OverrideRow, now: Date) {
  const { uuid, pacticipant, version, environment, reason, createdBy, createdAt, expiresAt, revokedBy, revokedAt } = row
  return {
    uuid,
    pacticipant,
    version,
    environment,
    reason,
    active: revokedAt === null && expiresAt > now,
    createdBy,
    createdAt: formatTime(createdAt),
    expiresAt: formatTime(expiresAt),
    revokedBy,
    revokedAt: revokedAt && formatTime(revokedAt),
    _links: {
      self: { title: 'Override', href: links.href(paths.override, { uuid }) },
      'pb:pacticipant': {
        title: 'Pacticipant',
        name: pacticipant,
        href: links.href(paths.pacticipant, { pacticipant }),
      },
      'pb:version': { title: 'Version', name: version, href: links.href(paths.version, { pacticipant, version }) },
      'pb:environment': {
        title: 'Environment',
        name: environment,
        href: links.href(paths.environment, { environment: row.environmentUuid }),
      },
      'pb:overrides': { title: 'Overrides', href: links.href(paths.overrides) },
    },
  }
}

interface Listed {
  readonly rows: readonly OverrideRow[]
  readonly now: Date
  readonly page: Page
  readonly url: string
  readonly search: string
}

export function overridesHal(links: Links, { rows, now, ...listed }: Listed) {
  return {
    page: listed.page,
    _embedded: { overrides: rows.map((row) => overrideHal(links, row, now)) },
    _links: neighbourLinks(listed),
  }
}

type Counting = Omit<InForce, 'environmentId' | 'versionId'>

export function overrideInForceHal(links: Links, override: Counting): OverrideInForce {
  const { uuid, reason, createdBy, createdAt, expiresAt } = override
  return {
    uuid,
    reason,
    createdBy,
    createdAt: formatTime(createdAt),
    expiresAt: formatTime(expiresAt),
    _links: { self: { title: 'Override', href: links.href(paths.override, { uuid }) } },
  }
}
