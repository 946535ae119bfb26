import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

export const eventSettings = {
  eventRetentionDays: setting(kind.wholeNumber(1, 3650), '7', {
    name: 'EVENT_RETENTION_DAYS',
    says: 'Days for which events are kept: so long after a connection was lost, a stream can read on.',
    inPactBroker: false,
  }),
}
