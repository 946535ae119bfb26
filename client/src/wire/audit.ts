import { z } from 'zod'

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
  'person-updated',
  'person-signed-in',
  'person-signed-out',
  'session-ended',
  'token-created',
  'token-updated',
  'token-revoked',
  'trust-rule-created',
  'trust-rule-updated',
  'trust-rule-deleted',
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
