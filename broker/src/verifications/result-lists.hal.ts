import { type ListedResult, type VerificationResults, paths } from '@tallystick/client/wire'
import { type Links, formatTime } from '../kernel/hal.ts'
import type { PageRequest } from '../kernel/paging.ts'
import type { ListedResultRow } from './result-lists.sql.ts'

function listedResultHal(links: Links, row: ListedResultRow): ListedResult {
  const { consumer, consumerVersion, provider, providerVersion, sha, number, success, buildUrl } = row
  const content = { consumer, provider, sha }
  return {
    number,
    success,
    verifiedAt: formatTime(row.verifiedAt),
    buildUrl,
    consumer: { name: consumer, version: consumerVersion },
    provider: { name: provider, version: providerVersion },
    sha,
    _links: {
      self: {
        title: 'Verification result',
        href: links.href(paths.verificationResult, { ...content, number: String(number) }),
      },
      'pb:pact-version': { title: 'Pact', name: sha, href: links.href(paths.pactVersionContent, content) },
    },
  }
}

interface ShownResults {
  /** One more than the page holds, where there are more. */
  readonly rows: readonly ListedResultRow[]
  readonly page: PageRequest
  readonly url: string
  /** What was asked, without the question mark. */
  readonly search: string
}

export function verificationResultsHal(links: Links, { rows, page, url, search }: ShownResults): VerificationResults {
  const to = (number: number) => {
    const asked = new URLSearchParams(search)
    for (const older of ['pageNumber', 'pageSize']) asked.delete(older)
    asked.set('page', String(number))
    asked.set('size', String(page.size))
    return `${url}?${asked.toString()}`
  }
  return {
    _embedded: { verificationResults: rows.slice(0, page.size).map((row) => listedResultHal(links, row)) },
    _links: {
      self: { title: 'Verification results', href: search === '' ? url : `${url}?${search}` },
      ...(rows.length > page.size ? { next: { title: 'Next page', href: to(page.number + 1) } } : {}),
      ...(page.number > 1 ? { previous: { title: 'Previous page', href: to(page.number - 1) } } : {}),
    },
  }
}
