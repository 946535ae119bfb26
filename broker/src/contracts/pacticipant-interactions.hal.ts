import { type Page, paths } from '@tallystick/client/wire'
import { type Links, neighbourLinks } from '../kernel/hal.ts'
import type { InteractionRow } from './pacticipant-interactions.sql.ts'

interface Shown {
  readonly rows: readonly InteractionRow[]
  readonly page: Page
  readonly pacticipant: string
  readonly url: string
  /** What was asked, without the question mark. */
  readonly search: string
}

function interactionHal(links: Links, row: InteractionRow) {
  const { consumer, provider, consumerVersion: version } = row
  return {
    ...row,
    _links: {
      'pb:pact-version': { title: 'The contract', href: links.href(paths.pact, { consumer, provider, version }) },
    },
  }
}

export function pacticipantInteractionsHal(links: Links, { rows, pacticipant, ...shown }: Shown) {
  return {
    _embedded: { interactions: rows.map((row) => interactionHal(links, row)) },
    page: shown.page,
    _links: {
      ...neighbourLinks(shown),
      'pb:pacticipant': { title: pacticipant, href: links.href(paths.pacticipant, { pacticipant }) },
    },
  }
}
