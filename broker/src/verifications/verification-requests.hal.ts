import { type Page, type VerificationRequestStatus, type VerificationRequests, paths } from '@tallystick/client/wire'
import { type Links, formatTime, present } from '../kernel/hal.ts'
import type { VerificationRequestRow } from './verification-requests.sql.ts'
import { verifyCommand } from './verify-command.ts'

function statusOf({ doneAt, overdueAt, startedAt }: VerificationRequestRow): VerificationRequestStatus {
  if (doneAt !== null) return 'done'
  if (overdueAt !== null) return 'overdue'
  return startedAt === null ? 'requested' : 'started'
}

const time = (moment: Date | null) => moment && formatTime(moment)

export function verificationRequestHal(links: Links, row: VerificationRequestRow) {
  const { uuid, consumer, consumerVersion, provider, providerVersion, sha, resultNumber } = row
  const pacticipant = (name: string) => ({ name, href: links.href(paths.pacticipant, { pacticipant: name }) })
  const version = (name: string, number: string) => ({
    name: number,
    href: links.href(paths.version, { pacticipant: name, version: number }),
  })
  const content = { consumer, provider, sha }
  return {
    uuid,
    status: statusOf(row),
    consumer: { name: consumer, version: consumerVersion },
    provider: { name: provider, version: providerVersion },
    sha,
    description: row.description,
    requestedAt: formatTime(row.requestedAt),
    dueAt: formatTime(row.dueAt),
    ...present({
      startedAt: time(row.startedAt),
      overdueAt: time(row.overdueAt),
      doneAt: time(row.doneAt),
      success: row.success,
      resultNumber,
      next: row.doneAt === null ? verifyCommand({ ...content, providerVersion }, links) : null,
    }),
    _links: {
      self: { title: 'Verification request', name: uuid, href: links.href(paths.verificationRequest, { uuid }) },
      'pb:consumer': pacticipant(consumer),
      'pb:consumer-version': version(consumer, consumerVersion),
      'pb:provider': pacticipant(provider),
      'pb:provider-version': version(provider, providerVersion),
      'pb:pact-version': { title: 'Pact version', name: sha, href: links.href(paths.pactVersionContent, content) },
      ...(resultNumber === null
        ? {}
        : {
            'pb:verification-result': {
              title: 'Verification result',
              href: links.href(paths.verificationResult, { ...content, number: String(resultNumber) }),
            },
          }),
    },
  }
}

interface ShownList {
  readonly rows: readonly VerificationRequestRow[]
  readonly counts: VerificationRequests['counts']
  readonly page: Page
  readonly self: string
  /** The address of another page. */
  readonly pageUrl: (number: number) => string
}

export function verificationRequestsHal(links: Links, { rows, counts, page, self, pageUrl }: ShownList) {
  return {
    _embedded: { verificationRequests: rows.map((row) => verificationRequestHal(links, row)) },
    counts,
    page,
    _links: {
      self: { title: 'Verification requests', href: self },
      ...(page.number < page.totalPages ? { next: { title: 'Next page', href: pageUrl(page.number + 1) } } : {}),
      ...(page.number > 1 ? { previous: { title: 'Previous page', href: pageUrl(page.number - 1) } } : {}),
    },
  }
}
