import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

export const auditSettings = {
  overrideMaxDays: setting(kind.wholeNumber(1, 3650), '14', {
    name: 'OVERRIDE_MAX_DAYS',
    says: 'For how many days, at most, a version can be allowed into an environment against the verdict (docs/accounts.md).',
    inPactBroker: false,
  }),
  auditRetentionDays: setting(kind.wholeNumber(0, 36_500), '730', {
    name: 'AUDIT_RETENTION_DAYS',
    says: 'Days after which entries of the audit log are deleted; `0` keeps them for good.',
    inPactBroker: false,
  }),
}
