/**
 * Who did what, from where, to what: written in the transaction of what was done, so that there is no entry of what did
 * not happen, and nothing happens without one. Entries are never changed.
 */
import type { AuditAction, AuditSubjectKind } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { insertAuditEntry } from './audit.sql.ts'

/** What was done. */
export interface AuditEntry {
  readonly action: AuditAction
  /** To what, by the name that people know it by; what has none is named by its UUID. */
  readonly subject: { readonly kind: AuditSubjectKind; readonly name: string }
  /** What of it was there before, as far as the action can change it; kept as JSON. Never a secret. */
  readonly before?: object | undefined
  readonly after?: object | undefined
}

const asJson = (facts: object | undefined): string | null => (facts === undefined ? null : JSON.stringify(facts))

/** Notes in the caller's transaction what was done. What changed nothing (before and after are the same) is not noted. */
export async function recordAudit(
  trx: Connection,
  { caller, origin, clock }: Pick<Context, 'caller' | 'origin' | 'clock'>,
  entry: AuditEntry,
): Promise<void> {
  const before = asJson(entry.before)
  const after = asJson(entry.after)
  if (before !== null && before === after) return
  await insertAuditEntry(trx, {
    at: clock(),
    actorKind: caller.kind,
    actorName: caller.name,
    actorUuid: caller.uuid ?? null,
    address: origin?.address ?? null,
    requestId: origin?.requestId ?? null,
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectName: entry.subject.name,
    before,
    after,
  })
}
