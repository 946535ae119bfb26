import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

export const displaySettings = {
  useHalBrowser: setting(kind.yesOrNo, 'true', {
    name: 'USE_HAL_BROWSER',
    says: 'Whether the API explorer is there, and a browser that asks for JSON is sent to it.',
    inPactBroker: true,
  }),
}
