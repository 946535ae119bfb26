import { type Page, paths } from '@tallystick/client/wire'
import { type Links, pageLinks, timestamps } from '../kernel/hal.ts'
import type { BranchRow, BranchVersionRow } from './branches.sql.ts'

export function branchHal(links: Links, row: BranchRow, pacticipant: string) {
  const at = { pacticipant, branch: row.name }
  return {
    name: row.name,
    ...timestamps(row),
    _links: {
      self: { title: 'Branch', href: links.href(paths.branch, at) },
      'pb:latest-version': { title: 'Latest version for branch', href: links.href(paths.branchLatestVersion, at) },
    },
  }
}

interface BranchList {
  readonly rows: readonly BranchRow[]
  readonly page: Page
  readonly pacticipant: string
  readonly query: string | undefined
}

export function branchesHal(links: Links, { rows, page, pacticipant, query }: BranchList) {
  const url = links.href(paths.branches, { pacticipant })
  return {
    page,
    _embedded: { branches: rows.map((row) => branchHal(links, row, pacticipant)) },
    _links: {
      self: { title: `${pacticipant} branches`, href: url },
      'pb:branches': rows.map(({ name }) => ({ name, href: links.href(paths.branch, { pacticipant, branch: name }) })),
      ...pageLinks(url, page, query),
    },
  }
}

export function branchVersionHal(
  links: Links,
  row: BranchVersionRow,
  at: { readonly pacticipant: string; readonly branch: string; readonly version: string },
) {
  return {
    ...timestamps(row),
    _links: {
      self: { title: 'Branch version', href: links.href(paths.branchVersion, at) },
      'pb:branch': { title: 'Branch', name: at.branch, href: links.href(paths.branch, at) },
      'pb:version': { title: 'Version', name: at.version, href: links.href(paths.version, at) },
    },
  }
}

/** The original deletes after its reply, and says so; clients know the sentence. */
export function branchesDeletedHal(removal: {
  readonly pacticipant: string
  readonly deletedCount: number
  readonly remaining: readonly string[]
}) {
  const { pacticipant, deletedCount, remaining } = removal
  const text =
    `Scheduled deletion of ${deletedCount} branches for pacticipant ${pacticipant}. ` +
    `Remaining branches are: ${remaining.join(', ')}`
  return { notices: [{ type: 'success', text }] }
}
