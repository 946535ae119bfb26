import { paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import type { LatestContractRow } from './latest-contracts.sql.ts'

function contractHal(links: Links, row: LatestContractRow) {
  const { consumer, provider, version } = row
  const self = (pacticipant: string) => ({ self: { href: links.href(paths.pacticipant, { pacticipant }) } })
  const versionHref = links.href(paths.version, { pacticipant: consumer, version })
  return {
    createdAt: formatTime(row.createdAt),
    _embedded: {
      consumer: {
        name: consumer,
        _embedded: {
          version: { number: version, _links: { self: { title: 'Version', name: version, href: versionHref } } },
        },
        _links: self(consumer),
      },
      provider: { name: provider, _links: self(provider) },
    },
    _links: {
      self: [
        { href: links.href(paths.latestPact, { consumer, provider }) },
        { href: links.href(paths.pact, { consumer, provider, version }) },
      ],
    },
  }
}

export function latestContractsHal(links: Links, rows: readonly LatestContractRow[]) {
  const references = rows.map(({ consumer, provider }) => ({
    href: links.href(paths.latestPact, { consumer, provider }),
    title: `Latest pact between ${consumer} and ${provider}`,
  }))
  return {
    pacts: rows.map((row) => contractHal(links, row)),
    _links: {
      self: { href: links.href(paths.latestPacts) },
      'pb:pacts': references,
      pacts: references.map((reference) => ({
        ...reference,
        name: 'DEPRECATED - please use the pb:pacts relation',
      })),
      curies: links.curies('pacts'),
    },
  }
}
