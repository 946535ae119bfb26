import { type EnvironmentChange, type Page, type VersionCompatibility, paths } from '@tallystick/client/wire'
import { type Links, formatTime, neighbourLinks } from '../kernel/hal.ts'
import type { listServices } from './board.sql.ts'
import type { ChangeRow } from './changes.sql.ts'
import type { EnvironmentRow } from './environments.sql.ts'
import type { InventoryRow } from './inventory.sql.ts'
import { overrideInForceHal } from './overrides.hal.ts'
import type { InForce } from './overrides.sql.ts'
import type { PlacementRow } from './placements.sql.ts'

/** How a version stands where it is. */
export interface Standing {
  readonly compatibility: VersionCompatibility
  readonly override: InForce | undefined
}

/** Undefined for what was: results tell of now. */
type Stands = ((row: PlacementRow) => Standing) | undefined

interface Listed {
  readonly page: Page
  readonly url: string
  /** What was asked, without the question mark. */
  readonly search: string
}

const timeOf = (time: Date | null) => time && formatTime(time)

function placedVersion(links: Links, row: PlacementRow, stands: Stands) {
  const { how, uuid, number, pacticipant } = row
  const record = how === 'deployed' ? paths.deployedVersion : paths.releasedVersion
  const standing = stands?.(row)
  return {
    how,
    number,
    branch: row.branch,
    applicationInstance: row.applicationInstance,
    since: formatTime(row.since),
    until: timeOf(row.until),
    compatibility: standing?.compatibility ?? null,
    override: standing?.override ? overrideInForceHal(links, standing.override) : null,
    _links: {
      self: { href: links.href(record, { uuid }) },
      'pb:version': { name: number, href: links.href(paths.version, { pacticipant, version: number }) },
    },
  }
}

interface ShownBoard extends Listed {
  readonly environments: readonly EnvironmentRow[]
  readonly services: Awaited<ReturnType<typeof listServices>>
  readonly rows: readonly PlacementRow[]
  readonly stands: Stands
}

export function boardHal(links: Links, { environments, services, rows, stands, ...listed }: ShownBoard) {
  const byService = Map.groupBy(rows, ({ pacticipantId }) => pacticipantId)
  return {
    environments: environments.map(({ uuid, name, displayName, production }) => ({
      uuid,
      name,
      displayName,
      production,
      _links: { self: { href: links.href(paths.environment, { environment: uuid }) } },
    })),
    _embedded: {
      services: services.map(({ id, name, labels }) => ({
        name,
        labels,
        versions: (byService.get(id) ?? []).map((row) => ({
          environment: row.environment,
          ...placedVersion(links, row, stands),
        })),
      })),
    },
    page: listed.page,
    _links: neighbourLinks(listed),
  }
}

interface ShownInventory extends Listed {
  readonly at: Date | undefined
  readonly changes: { readonly since: Date | null; readonly previous: Date | null; readonly next: Date | null }
  readonly rows: readonly InventoryRow[]
  readonly stands: Stands
}

export function inventoryHal(links: Links, { at, changes, rows, stands, ...listed }: ShownInventory) {
  return {
    at: timeOf(at ?? null),
    since: timeOf(changes.since),
    previous: timeOf(changes.previous),
    next: timeOf(changes.next),
    _embedded: {
      versions: rows.map((row) => ({
        pacticipant: row.pacticipant,
        labels: row.labels,
        ...placedVersion(links, row, stands),
      })),
    },
    page: listed.page,
    _links: neighbourLinks(listed),
  }
}

interface ShownChanges {
  readonly rows: readonly ChangeRow[]
  readonly older: string | null
  readonly url: string
  readonly size: number
  readonly search: string
}

function changeHal(links: Links, row: ChangeRow) {
  const { kind, uuid, pacticipant, version } = row
  const record = kind === 'deployed' || kind === 'undeployed' ? paths.deployedVersion : paths.releasedVersion
  return {
    at: formatTime(row.at),
    kind,
    pacticipant,
    version,
    applicationInstance: row.applicationInstance,
    replaced: row.replaced,
    _links: {
      'pb:record': { href: links.href(record, { uuid }) },
      'pb:version': { name: version, href: links.href(paths.version, { pacticipant, version }) },
    },
  } satisfies EnvironmentChange
}

export function changesHal(links: Links, { rows, older, url, size, search }: ShownChanges) {
  const next = older && `${url}?${new URLSearchParams({ before: older, size: String(size) }).toString()}`
  return {
    _embedded: { changes: rows.map((row) => changeHal(links, row)) },
    older,
    _links: {
      self: { href: search === '' ? url : `${url}?${search}` },
      ...(next ? { next: { href: next, title: 'Older changes' } } : {}),
    },
  }
}
