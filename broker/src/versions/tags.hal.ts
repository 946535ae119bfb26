import { paths } from '@tallystick/client/wire'
import { type Links, timestamps } from '../kernel/hal.ts'
import type { TagRow } from './tags.sql.ts'

export function tagHal(
  links: Links,
  row: TagRow,
  { pacticipant, version }: { readonly pacticipant: string; readonly version: string },
) {
  const at = { pacticipant, version, tag: row.name }
  return {
    name: row.name,
    ...timestamps(row),
    _links: {
      self: { title: 'Tag', name: row.name, href: links.href(paths.versionTag, at) },
      version: { title: 'Version', name: version, href: links.href(paths.version, at) },
      pacticipant: { title: 'Pacticipant', name: pacticipant, href: links.href(paths.pacticipant, at) },
    },
  }
}
