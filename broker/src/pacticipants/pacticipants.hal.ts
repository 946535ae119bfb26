import { type Link, type Page, paths } from '@tallystick/client/wire'
import { type Links, pageLinks, present, timestamps } from '../kernel/hal.ts'
import type { PacticipantRow } from './pacticipants.sql.ts'

function deployedEnvironments(links: Links, row: PacticipantRow) {
  return row.deployments.map((deployment) => ({
    title: `Version deployed to ${deployment.environmentDisplayName}`,
    name: deployment.environmentDisplayName,
    href: links.href(paths.deployedVersion, { uuid: deployment.uuid }),
    currently_deployed: true,
  }))
}

function embedded(links: Links, row: PacticipantRow) {
  const latest = row.latestVersion === null ? undefined : versionReference(links, row.name, row.latestVersion)
  return {
    ...(latest ? { latestVersion: latest } : {}),
    labels: row.labels.map(({ name }) => ({
      name,
      _links: { self: { href: links.href(paths.label, { pacticipant: row.name, label: name }), title: 'Label', name } },
    })),
    ...(latest ? { 'latest-version': { ...latest, title: DEPRECATED_VERSION, name: DEPRECATED_VERSION } } : {}),
  }
}

export function versionReference(links: Links, pacticipant: string, number: string) {
  const href = links.href(paths.version, { pacticipant, version: number })
  return { number, _links: { self: { title: 'Version', name: number, href } } }
}

function pacticipantLinks(links: Links, row: PacticipantRow) {
  const at = { pacticipant: row.name }
  return {
    self: { href: links.href(paths.pacticipant, at), title: row.name },
    'pb:versions': { href: links.href(paths.versions, at) },
    'pb:branches': { href: links.href(paths.branches, at) },
    'pb:deployed-environments': deployedEnvironments(links, row),
    'pb:version': { title: 'Get, create or delete a pacticipant version', ...links.template(paths.version, at) },
    'pb:version-tag': {
      title: `Get, create or delete a tag for a version of ${row.name}`,
      ...links.template(paths.versionTag, at),
    },
    'pb:branch-version': {
      title: `Get or add/create a version for a branch of ${row.name}`,
      ...links.template(paths.branchVersion, at),
    },
    'pb:label': { title: `Get, create or delete a label for ${row.name}`, ...links.template(paths.label, at) },
    versions: { title: 'Deprecated - use pb:versions', href: links.href(paths.versions, at) },
    'pb:can-i-deploy-badge': {
      title: `Can I Deploy ${row.name} badge`,
      ...links.template(paths.canIDeployBadge, at),
    },
    'pb:can-i-deploy-branch-to-environment-badge': {
      title: `Can I Deploy ${row.name} from branch to environment badge`,
      ...links.template(paths.canIDeployBranchBadge, at),
    },
    ...(row.teamUuid === null
      ? {}
      : { 'pb:team': { title: 'Team', name: row.teamName, href: links.href(paths.team, { team: row.teamUuid }) } }),
    curies: links.curies('pacticipant'),
  }
}

export function pacticipantHal(links: Links, row: PacticipantRow) {
  return {
    name: row.name,
    ...present({
      displayName: row.displayName,
      repositoryUrl: row.repositoryUrl,
      repositoryName: row.repositoryName,
      repositoryNamespace: row.repositoryNamespace,
      mainBranch: row.mainBranch,
    }),
    ...timestamps(row),
    ...(row.teamUuid === null ? {} : { team: { uuid: row.teamUuid, name: row.teamName } }),
    _embedded: embedded(links, row),
    _links: pacticipantLinks(links, row),
  }
}

const DEPRECATED = 'DEPRECATED - please use pb:pacticipants'
const DEPRECATED_LIST = 'DEPRECATED - Please use the embedded pacticipants collection'
const DEPRECATED_VERSION = 'DEPRECATED - please use latestVersion'

/** What the older clients read at the top level of a list, the CLIs of Pact among them. */
function briefly(links: Links, row: PacticipantRow) {
  const { name, displayName, latestVersion } = row
  return {
    name,
    displayName,
    title: DEPRECATED_LIST,
    _embedded: latestVersion === null ? {} : { 'latest-version': versionReference(links, name, latestVersion) },
    _links: { self: { href: links.href(paths.pacticipant, { pacticipant: name }), title: name } },
  }
}

interface PacticipantList {
  readonly rows: readonly PacticipantRow[]
  readonly page: Page | undefined
  readonly query: string | undefined
}

/** What every list of pacticipants has, at its own address. */
function listHal(links: Links, { rows, page, query }: PacticipantList, self: Link) {
  const references = rows.map((row) => ({
    href: links.href(paths.pacticipant, { pacticipant: row.name }),
    title: 'Pacticipant',
    name: row.name,
  }))
  return {
    _embedded: { pacticipants: rows.map((row) => pacticipantHal(links, row)) },
    ...(page ? { page } : {}),
    _links: {
      self,
      ...(page ? pageLinks(self.href, page, query) : {}),
      'pb:pacticipants-with-label': {
        title: 'Find pacticipants by label',
        ...links.template(paths.pacticipantsWithLabel),
      },
      'pb:pacticipants': references,
      pacticipants: references.map(({ href, name }) => ({ href, title: name, name: DEPRECATED })),
    },
  }
}

export function pacticipantsHal(links: Links, list: PacticipantList) {
  const self = { href: links.href(paths.pacticipants), title: 'Pacticipants' }
  return { pacticipants: list.rows.map((row) => briefly(links, row)), ...listHal(links, list, self) }
}

export function pacticipantsWithLabelHal(links: Links, list: PacticipantList, label: string) {
  const self = {
    href: links.href(paths.pacticipantsWithLabel, { label }),
    title: `Pacticipants with the label ${label}`,
  }
  return listHal(links, list, self)
}
