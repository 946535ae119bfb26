import { type AuditAction, type AuditEntries, type AuditSubjectKind, auditEntries } from '../wire/audit.ts'
import { paths } from '../wire/paths.ts'
import { call, queryString } from './call.ts'
import type { Transport } from './transport.ts'

/** Which entries of the audit log are wanted; all without it. */
export interface AuditQuestion {
  /** The name of who did it. */
  readonly actor?: string | undefined
  readonly action?: AuditAction | undefined
  /** The kind of what it was done to. */
  readonly kind?: AuditSubjectKind | undefined
  /** Its name, or that of the application that it belongs to. */
  readonly subject?: string | undefined
  /** Not before that time, as ISO 8601. */
  readonly since?: string | undefined
  /** Before that time. */
  readonly until?: string | undefined
  /** Where to go on: entries with smaller ids. */
  readonly before?: number | undefined
  /** At most 1000; 100 unless told otherwise. */
  readonly size?: number | undefined
}

export function auditCalls(transport: Transport) {
  return {
    /**
     * Who did what, the newest first. Where there are older entries `_links.next` is there: ask again with `before`, the id
     * of the last one. For administrators; only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listAuditEntries({ action: 'environment-created' })
     * _embedded.entries[0]?.subject.name // → 'production'
     */
    listAuditEntries({ before, size, ...filter }: AuditQuestion = {}): Promise<AuditEntries> {
      const asked = { ...filter, before: before?.toString(), size: size?.toString() }
      return call(transport, {
        method: 'GET',
        url: paths.audit + queryString(Object.entries(asked)),
        answer: auditEntries,
      })
    },
  }
}
