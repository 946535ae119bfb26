import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

export const tokenSettings = {
  tokenMaxDays: setting(kind.wholeNumber(1, 3650), '365', {
    name: 'TOKEN_MAX_DAYS',
    says: 'After how many days, at most, a personal token expires (docs/accounts.md).',
    inPactBroker: false,
  }),
}
