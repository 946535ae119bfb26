import { type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, neighbourLinks } from '../kernel/hal.ts'
import type { TimelineRow } from './timeline.sql.ts'

interface Shown {
  readonly rows: readonly TimelineRow[]
  readonly page: Page
  readonly pacticipant: string
  readonly url: string
  /** What was asked, without the question mark. */
  readonly search: string
}

/** A time as the database writes it into JSON. */
const timeOf = (text: string) => formatTime(new Date(text))

function versionHal(links: Links, row: TimelineRow, pacticipant: string) {
  return {
    ...row,
    createdAt: formatTime(row.createdAt),
    environments: row.environments.map((stay) => ({
      ...stay,
      since: timeOf(stay.since),
      until: stay.until && timeOf(stay.until),
    })),
    _links: {
      'pb:version': { title: 'Version', href: links.href(paths.version, { pacticipant, version: row.number }) },
    },
  }
}

export function timelineHal(links: Links, { rows, pacticipant, ...shown }: Shown) {
  return {
    _embedded: { versions: rows.map((row) => versionHal(links, row, pacticipant)) },
    page: shown.page,
    _links: {
      ...neighbourLinks(shown),
      'pb:pacticipant': { title: pacticipant, href: links.href(paths.pacticipant, { pacticipant }) },
    },
  }
}
