import { type ContentVersions, type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks } from '../kernel/hal.ts'
import type { ContentVersionRow } from './content-versions.sql.ts'
import type { Pair } from './contracts.sql.ts'

interface Shown {
  readonly content: Pair & { readonly sha: string }
  readonly rows: readonly ContentVersionRow[]
  readonly page: Page
}

export function contentVersionsHal(links: Links, { content, rows, page }: Shown): ContentVersions {
  const { consumer, provider } = content
  const self = links.href(paths.contentVersions, content)
  const contract = ({ publishedAt, ...version }: ContentVersionRow) => ({
    ...version,
    publishedAt: formatTime(publishedAt),
    _links: {
      'pb:pact-version': {
        title: 'The contract',
        href: links.href(paths.pact, { consumer, provider, version: version.number }),
      },
    },
  })
  return {
    _embedded: { versions: rows.map(contract) },
    page,
    _links: {
      self: { title: `Versions of ${consumer} whose contract with ${provider} says the same`, href: self },
      ...pageLinks(self, page),
      'pb:pact-version': { title: 'The contract', href: links.href(paths.pactVersionContent, content) },
    },
  }
}
