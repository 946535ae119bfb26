import type { Connection } from '../context.ts'

interface NewAuditEntry {
  readonly at: Date
  readonly actorKind: string
  readonly actorName: string
  readonly actorUuid: string | null
  readonly address: string | null
  readonly requestId: string | null
  readonly action: string
  readonly subjectKind: string
  readonly subjectName: string
  /** JSON */
  readonly before: string | null
  /** JSON */
  readonly after: string | null
}

export async function insertAuditEntry(trx: Connection, entry: NewAuditEntry): Promise<void> {
  await trx
    .insertInto('audit_entries')
    .values({
      at: entry.at,
      actor_kind: entry.actorKind,
      actor_name: entry.actorName,
      actor_uuid: entry.actorUuid,
      address: entry.address,
      request_id: entry.requestId,
      action: entry.action,
      subject_kind: entry.subjectKind,
      subject_name: entry.subjectName,
      before: entry.before,
      after: entry.after,
    })
    .execute()
}
