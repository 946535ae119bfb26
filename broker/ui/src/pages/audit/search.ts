import { auditAction, auditSubjectKind } from '@tallystick/client/wire'
import { z } from 'zod'

const given = z.string().min(1).optional().catch(undefined)
const time = z.iso.datetime({ offset: true }).optional().catch(undefined)

/** What an address of the audit log can say, as the API has it. */
export const auditSearch = z.object({
  actor: given,
  action: auditAction.optional().catch(undefined),
  kind: auditSubjectKind.optional().catch(undefined),
  subject: given,
  since: time,
  until: time,
  /** Entries with smaller ids: the part of the list that is shown. */
  before: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type AuditSearch = z.infer<typeof auditSearch>
