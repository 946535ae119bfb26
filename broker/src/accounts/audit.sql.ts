import { sql } from 'kysely'
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

export interface AuditFilter {
  /** The name of who did it. */
  readonly actor?: string | undefined
  readonly action?: string | undefined
  /** The kind of what it was done to. */
  readonly kind?: string | undefined
  /** Its name, or that of the application that it belongs to. */
  readonly subject?: string | undefined
  readonly since?: Date | undefined
  readonly until?: Date | undefined
}

/** Names of what belongs to an application begin with its name. */
const belongsTo = (name: string) => sql<boolean>`(
  audit_entries.subject_name = ${name} or starts_with(audit_entries.subject_name, ${`${name} `}))`

/** The newest first, from the one before `before`. */
export async function listAuditEntries(
  db: Connection,
  { actor, action, kind, subject, since, until }: AuditFilter,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
) {
  return db
    .selectFrom('audit_entries')
    .select([
      'audit_entries.id',
      'audit_entries.at',
      'audit_entries.actor_kind as actorKind',
      'audit_entries.actor_name as actorName',
      'audit_entries.actor_uuid as actorUuid',
      'audit_entries.address',
      'audit_entries.request_id as requestId',
      'audit_entries.action',
      'audit_entries.subject_kind as subjectKind',
      'audit_entries.subject_name as subjectName',
      'audit_entries.before',
      'audit_entries.after',
    ])
    .$if(before !== undefined, (select) => select.where('audit_entries.id', '<', before ?? 0))
    .$if(actor !== undefined, (select) => select.where('audit_entries.actor_name', '=', actor ?? ''))
    .$if(action !== undefined, (select) => select.where('audit_entries.action', '=', action ?? ''))
    .$if(kind !== undefined, (select) => select.where('audit_entries.subject_kind', '=', kind ?? ''))
    .$if(subject !== undefined, (select) => select.where(belongsTo(subject ?? '')))
    .$if(since !== undefined, (select) => select.where('audit_entries.at', '>=', since ?? new Date(0)))
    .$if(until !== undefined, (select) => select.where('audit_entries.at', '<', until ?? new Date(0)))
    .orderBy('audit_entries.id', 'desc')
    .limit(limit)
    .execute()
}

export type AuditRow = Awaited<ReturnType<typeof listAuditEntries>>[number]

/** Deletes up to so many that are older. How many it were. */
export async function deleteAuditEntriesBefore(
  db: Connection,
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with deleted as (
      delete from audit_entries
      where audit_entries.id in (
        select old.id from audit_entries as old where old.at < ${at} order by old.at limit ${limit})
      returning 1
    )
    select count(*)::integer as count from deleted`.execute(db)
  return rows[0]?.count ?? 0
}
