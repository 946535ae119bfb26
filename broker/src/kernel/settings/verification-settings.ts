import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

export const verificationSettings = {
  verificationOverdueMinutes: setting(kind.wholeNumber(1, 525_600), '60', {
    name: 'VERIFICATION_OVERDUE_MINUTES',
    says: 'Minutes after which a contract that a provider has yet to verify counts as overdue.',
    inPactBroker: false,
  }),
}
