import { paths } from '@tallystick/client/wire'
import { type Links, formatTime, present, timestamps } from '../kernel/hal.ts'
import { versionReference } from '../pacticipants/pacticipants.hal.ts'
import type { DeployedVersionRow } from './deployed-versions.sql.ts'
import { environmentHal, environmentOf } from './environments.hal.ts'

interface Recorded {
  readonly pacticipantName: string
  readonly versionNumber: string
}

/** What was recorded: the version and whose it is. */
export function recordedVersion(links: Links, { pacticipantName: name, versionNumber }: Recorded) {
  return {
    pacticipant: { name, _links: { self: { href: links.href(paths.pacticipant, { pacticipant: name }) } } },
    version: versionReference(links, name, versionNumber),
  }
}

function deployment(links: Links, row: DeployedVersionRow, embedded: Readonly<Record<string, unknown>>) {
  return {
    uuid: row.uuid,
    currentlyDeployed: row.undeployedAt === null,
    ...present({ target: row.applicationInstance, applicationInstance: row.applicationInstance }),
    ...(row.undeployedAt ? { undeployedAt: formatTime(row.undeployedAt) } : {}),
    ...timestamps(row),
    ...embedded,
    _links: { self: { href: links.href(paths.deployedVersion, { uuid: row.uuid }) } },
  }
}

export function deployedVersionHal(links: Links, row: DeployedVersionRow) {
  const environment = environmentHal(links, environmentOf(row))
  return deployment(links, row, { _embedded: { ...recordedVersion(links, row), environment } })
}

interface DeployedVersionList {
  readonly rows: readonly DeployedVersionRow[]
  readonly url: string
  readonly title: string
  /** Without it the address says already which version it is. */
  readonly showsVersions: boolean
}

export function deployedVersionsHal(links: Links, { rows, url, title, showsVersions }: DeployedVersionList) {
  const deployedVersions = rows.map((row) =>
    deployment(links, row, showsVersions ? { _embedded: recordedVersion(links, row) } : {}),
  )
  return { _embedded: { deployedVersions }, _links: { self: { href: url, title } } }
}
