import { type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks } from '../kernel/hal.ts'
import type { DeletionRow } from './deletions.sql.ts'

export function deletionHal(links: Links, { uuid, kind, name, deletedAt, expiresAt }: DeletionRow) {
  return {
    uuid,
    kind,
    name,
    deletedAt: formatTime(deletedAt),
    expiresAt: formatTime(expiresAt),
    _links: {
      self: { title: 'Deletion', name, href: links.href(paths.deletion, { uuid }) },
      'pb:restore-deletion': {
        title: 'Bring back what was deleted (POST)',
        href: links.href(paths.restoreDeletion, { uuid }),
      },
      'pb:deletions': { title: 'Deletions', href: links.href(paths.deletions) },
    },
  }
}

export function deletionsHal(
  links: Links,
  { rows, page }: { readonly rows: readonly DeletionRow[]; readonly page: Page },
) {
  const url = links.href(paths.deletions)
  return {
    page,
    _embedded: { deletions: rows.map((row) => deletionHal(links, row)) },
    _links: { self: { title: 'Deletions that can be undone', href: url }, ...pageLinks(url, page) },
  }
}
