import { type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks } from '../kernel/hal.ts'
import type { LabelRow } from './labels.sql.ts'

export function labelHal(links: Links, row: LabelRow, pacticipant: string) {
  const at = { pacticipant, label: row.name }
  return {
    name: row.name,
    createdAt: formatTime(row.createdAt),
    _links: {
      self: { title: 'Label', name: row.name, href: links.href(paths.label, at) },
      pacticipant: { title: 'Pacticipant', name: pacticipant, href: links.href(paths.pacticipant, at) },
    },
  }
}

export function labelsHal(links: Links, names: readonly string[], page: Page | undefined) {
  const url = links.href(paths.labels)
  return {
    ...(page ? { page } : {}),
    _embedded: { labels: names.map((name) => ({ name })) },
    _links: { self: { title: 'Labels', href: url }, ...(page ? pageLinks(url, page) : {}) },
  }
}
