import { paths } from '@tallystick/client/wire'
import { type Links, formatTime, timestamps } from '../kernel/hal.ts'
import { recordedVersion } from './deployed-versions.hal.ts'
import { environmentHal, environmentOf } from './environments.hal.ts'
import type { ReleasedVersionRow } from './released-versions.sql.ts'

function release(links: Links, row: ReleasedVersionRow, embedded: Readonly<Record<string, unknown>>) {
  return {
    uuid: row.uuid,
    currentlySupported: row.supportEndedAt === null,
    ...timestamps(row),
    ...(row.supportEndedAt ? { supportEndedAt: formatTime(row.supportEndedAt) } : {}),
    ...embedded,
    _links: { self: { href: links.href(paths.releasedVersion, { uuid: row.uuid }) } },
  }
}

export function releasedVersionHal(links: Links, row: ReleasedVersionRow) {
  const environment = environmentHal(links, environmentOf(row))
  return release(links, row, { _embedded: { ...recordedVersion(links, row), environment } })
}

interface ReleasedVersionList {
  readonly rows: readonly ReleasedVersionRow[]
  readonly url: string
  readonly title: string
  /** Without it the address says already which version it is. */
  readonly showsVersions: boolean
}

export function releasedVersionsHal(links: Links, { rows, url, title, showsVersions }: ReleasedVersionList) {
  const releasedVersions = rows.map((row) =>
    release(links, row, showsVersions ? { _embedded: recordedVersion(links, row) } : {}),
  )
  return { _embedded: { releasedVersions }, _links: { self: { href: url, title } } }
}
