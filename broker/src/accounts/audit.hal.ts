import { formatTime } from '../kernel/hal.ts'
import type { AuditRow } from './audit.sql.ts'

function auditEntryHal(row: AuditRow) {
  const { id, at, address, requestId, action, before, after } = row
  return {
    id,
    at: formatTime(at),
    actor: { kind: row.actorKind, name: row.actorName, uuid: row.actorUuid },
    address,
    requestId,
    action,
    subject: { kind: row.subjectKind, name: row.subjectName },
    before,
    after,
  }
}

interface Listed {
  readonly rows: readonly AuditRow[]
  /** Whether there are older ones. */
  readonly hasMore: boolean
  readonly url: string
  readonly search: string
}

export function auditEntriesHal({ rows, hasMore, url, search }: Listed) {
  const last = rows.at(-1)
  const older = new URLSearchParams(search)
  if (last) older.set('before', String(last.id))
  return {
    _embedded: { entries: rows.map(auditEntryHal) },
    _links: {
      self: { title: 'Audit log', href: search === '' ? url : `${url}?${search}` },
      ...(hasMore ? { next: { title: 'Older entries', href: `${url}?${older.toString()}` } } : {}),
    },
  }
}

/** One entry a line. */
export function auditLines(rows: readonly AuditRow[]): string {
  return rows.map((row) => `${JSON.stringify(auditEntryHal(row))}\n`).join('')
}
