import { type Page, type RetentionSettings, paths } from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks } from '../kernel/hal.ts'
import type { OverwrittenCounts } from './clean-overwritten.sql.ts'
import { type KeepBranchRule, type BranchFacts, isBranchKept } from './keep-branch.ts'
import { type KeepRule, type VersionFacts, isKept } from './keep-version.ts'
import type { Span, VersionsPreview } from './preview.ts'
import { reasonsFor, selectorInWords } from './reasons.ts'

export interface PacticipantPreview {
  readonly name: string
  readonly versions: VersionsPreview
  readonly branches: { readonly toDelete: number; readonly toKeep: number }
  readonly overwrittenData: OverwrittenCounts
}

const shown = ({ number, createdAt }: { readonly number: string; readonly createdAt: Date }) => ({
  number,
  createdAt: formatTime(createdAt),
})

const spanHal = ({ count, first, last }: Span) => ({
  count,
  ...(first ? { first: shown(first) } : {}),
  ...(last ? { last: shown(last) } : {}),
})

function pacticipantHal(links: Links, { name, versions, branches, overwrittenData }: PacticipantPreview) {
  const at = { pacticipant: name }
  return {
    name,
    versions: {
      toDelete: spanHal(versions.toDelete),
      toKeep: spanHal(versions.toKeep),
      selectors: versions.selectors.map(({ selector, count }) => ({
        selector,
        description: selectorInWords(selector),
        count,
      })),
    },
    branches,
    overwrittenData,
    _links: {
      'pb:pacticipant': { title: 'Pacticipant', name, href: links.href(paths.pacticipant, at) },
      'pb:retention-preview-versions': {
        title: 'Its versions, each with why it would be kept or deleted',
        href: links.href(paths.retentionPreviewVersions, at),
      },
      'pb:retention-preview-branches': {
        title: 'Its branches that would be kept or deleted',
        href: links.href(paths.retentionPreviewBranches, at),
      },
    },
  }
}

interface Preview {
  readonly settings: RetentionSettings
  readonly pacticipants: readonly PacticipantPreview[]
  readonly page: Page
}

export function previewHal(links: Links, { settings, pacticipants, page }: Preview) {
  const url = links.href(paths.retentionPreview)
  return {
    settings,
    page,
    _embedded: { pacticipants: pacticipants.map((one) => pacticipantHal(links, one)) },
    _links: {
      self: { title: 'What would be deleted', href: url },
      'pb:retention': { title: 'Retention', href: links.href(paths.retention) },
      ...pageLinks(url, page),
    },
  }
}

const previewLink = (links: Links) => ({ title: 'What would be deleted', href: links.href(paths.retentionPreview) })

/** Which part of a list is shown: the filter goes on into the links to its other pages. */
interface Listed {
  readonly url: string
  readonly page: Page
  readonly isKept: boolean | undefined
}

function listLinks(links: Links, { url, page, isKept }: Listed) {
  const beside = Object.entries(pageLinks(url, page)).map(([name, link]) => [
    name,
    { ...link, href: `${link.href}${isKept === undefined ? '' : `&kept=${isKept}`}` },
  ])
  return { self: { href: url }, 'pb:retention-preview': previewLink(links), ...Object.fromEntries(beside) }
}

export function previewVersionsHal(
  links: Links,
  { versions, rule, ...listed }: Listed & { readonly versions: readonly VersionFacts[]; readonly rule: KeepRule },
) {
  return {
    page: listed.page,
    _embedded: {
      versions: versions.map((version) => ({
        ...shown(version),
        isKept: isKept(version, rule),
        reasons: reasonsFor(version, rule),
        _links: {
          'pb:version': {
            title: 'Version',
            href: links.href(paths.version, { pacticipant: version.pacticipant, version: version.number }),
          },
        },
      })),
    },
    _links: listLinks(links, listed),
  }
}

export function previewBranchesHal(
  links: Links,
  { branches, rule, ...listed }: Listed & { readonly branches: readonly BranchFacts[]; readonly rule: KeepBranchRule },
) {
  return {
    page: listed.page,
    _embedded: {
      branches: branches.map((branch) => ({
        name: branch.name,
        updatedAt: formatTime(branch.updatedAt),
        isKept: isBranchKept(branch, rule),
        _links: {
          'pb:branch': {
            title: 'Branch',
            href: links.href(paths.branch, { pacticipant: branch.pacticipant, branch: branch.name }),
          },
        },
      })),
    },
    _links: listLinks(links, listed),
  }
}
