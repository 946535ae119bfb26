import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

/**
 * Everything that leaves an entry in the audit log. What is published, verified, deployed or released is not in it: it is
 * kept as what it is.
 *
 * @example
 * auditAction.safeParse('contract-published').success // → false
 */
export const auditAction = z.enum([
  'pacticipant-created',
  'pacticipant-updated',
  'pacticipant-deleted',
  'label-added',
  'label-removed',
  'version-deleted',
  'branch-deleted',
  'branch-version-removed',
  'tag-removed',
  'integration-deleted',
  'contract-deleted',
  'verification-result-deleted',
  'environment-created',
  'environment-updated',
  'environment-deleted',
  'webhook-created',
  'webhook-updated',
  'webhook-deleted',
  'webhook-executed',
  'webhook-resumed',
  'delivery-repeated',
  'retention-run-started',
  'deletion-restored',
  'override-created',
  'override-revoked',
  'team-created',
  'team-updated',
  'team-deleted',
  'member-added',
  'member-updated',
  'member-removed',
  'person-created',
  'person-updated',
  'sign-in-link-created',
  'person-signed-in',
  'person-signed-out',
  'token-created',
  'token-updated',
  'token-revoked',
  'trust-rule-created',
  'trust-rule-updated',
  'trust-rule-deleted',
  'records-imported',
  'archive-exported',
])
/** What somebody did. */
export type AuditAction = z.infer<typeof auditAction>

/**
 * What something was done to. Its name is the one that people know it by; of what has none it is the UUID.
 *
 * @example
 * auditSubjectKind.parse('trust-rule') // → 'trust-rule'
 */
export const auditSubjectKind = z.enum([
  'pacticipant',
  'version',
  'branch',
  'integration',
  'contract',
  'verification-result',
  'environment',
  'webhook',
  'delivery',
  'retention-run',
  'deletion',
  'override',
  'team',
  'person',
  'token',
  'trust-rule',
  'broker',
])
/** What something was done to. */
export type AuditSubjectKind = z.infer<typeof auditSubjectKind>

/**
 * Who did it: somebody who signed in, a token, a build with an identity, a user of the configuration, the broker itself,
 * or `anybody` where no accounts are kept.
 *
 * @example
 * auditActorKind.parse('person') // → 'person'
 */
export const auditActorKind = z.enum(['anybody', 'user', 'token', 'workload', 'person', 'broker'])
/** What kind of caller did it. */
export type AuditActorKind = z.infer<typeof auditActorKind>

const facts = z.record(z.string(), z.unknown()).nullable()

/**
 * One thing that somebody did. `before` and `after` hold what it changed, as far as there was something before and is
 * something after; secrets are never in it.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/audit?action=environment-created')
 * const [entry] = (await reply.json())._embedded.entries
 * auditEntry.parse(entry).subject // → { kind: 'environment', name: 'production' }
 */
export const auditEntry = z.object({
  id: z.number().int(),
  at: timestamp,
  actor: z.object({
    kind: auditActorKind,
    name: text,
    /** Of a person, a token or a trust rule. */
    uuid: text.nullable(),
  }),
  /** The address that the request came from; null for what the broker did by itself. */
  address: text.nullable(),
  /** As the log and the answer had it in `X-Request-Id`. */
  requestId: text.nullable(),
  action: auditAction,
  subject: z.object({ kind: auditSubjectKind, name: text }),
  before: facts,
  after: facts,
})
/** One thing that somebody did. */
export type AuditEntry = z.infer<typeof auditEntry>

/**
 * Entries of the audit log, the newest first; the link `next` leads to older ones.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/audit?size=1')
 * const { _embedded, _links } = auditEntries.parse(await reply.json())
 * _embedded.entries.length // → 1
 */
export const auditEntries = z.object({ _embedded: z.object({ entries: z.array(auditEntry) }), _links: links })
/** Entries of the audit log, the newest first. */
export type AuditEntries = z.infer<typeof auditEntries>
