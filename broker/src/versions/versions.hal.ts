import { type Link, type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks, present, timestamps } from '../kernel/hal.ts'
import type { SingleVersionRow, VersionRow } from './versions.sql.ts'

const address = (row: VersionRow) => ({ pacticipant: row.pacticipantName, version: row.number })

function embedded(links: Links, row: VersionRow) {
  return {
    branchVersions: row.branches.map(({ name, latest }) => {
      const href = links.href(paths.branchVersion, { ...address(row), branch: name })
      return { name, latest: latest === true, _links: { self: { title: 'Branch version', name, href } } }
    }),
    tags: row.tags.map(({ name }) => {
      const href = links.href(paths.versionTag, { ...address(row), tag: name })
      return { name, _links: { self: { title: 'Tag', name, href } } }
    }),
  }
}

function contracts(links: Links, row: VersionRow): readonly Link[] {
  return row.providers.map(({ name: provider }) => ({
    title: 'Pact',
    name: `Pact between ${row.pacticipantName} (${row.number}) and ${provider}`,
    href: links.href(paths.pact, { provider, consumer: row.pacticipantName, version: row.number }),
  }))
}

function deployments(links: Links, row: VersionRow) {
  return row.deployments.map((deployment) => ({
    title: `Version deployed to ${deployment.environmentDisplayName}`,
    name: deployment.environmentDisplayName,
    href: links.href(paths.deployedVersion, { uuid: deployment.uuid }),
    currently_deployed: deployment.isCurrent,
    ...(deployment.applicationInstance === null ? {} : { application_instance: deployment.applicationInstance }),
  }))
}

function releases(links: Links, row: VersionRow) {
  return row.releases.map((release) => ({
    title: `Version released to ${release.environmentDisplayName}`,
    name: release.environmentDisplayName,
    href: links.href(paths.releasedVersion, { uuid: release.uuid }),
    currently_supported: release.isSupported,
  }))
}

/** Where to record that the version was deployed or released: the name of each link is the environment's. */
function recordLinks(links: Links, row: SingleVersionRow) {
  const to = (verb: string, template: typeof paths.deployedVersions | typeof paths.releasedVersions) =>
    row.environments.map((environment) => ({
      title: `Record ${verb} to ${environment.displayName}`,
      name: environment.name,
      href: links.href(template, { ...address(row), environment: environment.uuid }),
    }))
  return {
    'pb:record-deployment': to('deployment', paths.deployedVersions),
    'pb:record-release': to('release', paths.releasedVersions),
  }
}

function representation(links: Links, row: VersionRow, { self, ...others }: Readonly<Record<string, unknown>>) {
  const at = address(row)
  return {
    number: row.number,
    ...present({ buildUrl: row.buildUrl }),
    ...timestamps(row),
    _embedded: embedded(links, row),
    _links: {
      self: { title: 'Version', name: row.number, href: self ?? links.href(paths.version, at) },
      'pb:pacticipant': { title: 'Pacticipant', name: at.pacticipant, href: links.href(paths.pacticipant, at) },
      'pb:tag': {
        title: 'Get, create or delete a tag for this pacticipant version',
        ...links.template(paths.versionTag, at),
      },
      'pb:latest-verification-results-where-pacticipant-is-consumer': {
        title: 'Latest verification results for consumer version',
        href: links.href(paths.verificationResultsForConsumerVersion, {
          consumer: at.pacticipant,
          version: at.version,
        }),
      },
      'pb:pact-versions': contracts(links, row),
      'pb:deployed-environments': deployments(links, row),
      'pb:released-environments': releases(links, row),
      ...others,
      curies: links.curies('version'),
    },
  }
}

/** `self` is the address that was asked for: a version has several. */
export function versionHal(links: Links, row: SingleVersionRow, self: string) {
  return representation(links, row, { self, ...recordLinks(links, row) })
}

const day = (time: Date) => formatTime(time).slice(0, 10).split('-').toReversed().join('/')

interface VersionList {
  readonly rows: readonly VersionRow[]
  readonly page: Page | undefined
  readonly title: string
  readonly url: string
  readonly pacticipant: string
}

export function versionsHal(links: Links, { rows, page, title, url, pacticipant }: VersionList) {
  const href = links.href(paths.pacticipant, { pacticipant })
  const hrefOf = (row: VersionRow) => links.href(paths.version, address(row))
  return {
    ...(page ? { page } : {}),
    _embedded: { versions: rows.map((row) => representation(links, row, {})) },
    _links: {
      self: { href: url, title },
      ...(page ? pageLinks(url, page) : {}),
      'pb:pacticipant': { href, title: pacticipant },
      'pb:versions': rows.map((row) => ({
        href: hrefOf(row),
        title: `Version ${row.number} - ${day(row.updatedAt)}`,
      })),
      pacticipant: { href, title: 'Deprecated - please use pb:pacticipant' },
      versions: rows.map((row) => ({ href: hrefOf(row), title: 'Deprecated - please use pb:versions' })),
    },
  }
}
