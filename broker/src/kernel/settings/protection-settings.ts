import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

export const protectionSettings = {
  trustProxy: setting(kind.proxies, '0', {
    name: 'TRUST_PROXY',
    says: 'How many proxies stand before the broker, or their addresses and subnets, with `loopback`, `linklocal` and `uniquelocal` for those. What they say in `X-Forwarded-For` is then where a request comes from, in the audit log and for the limits below.',
    inPactBroker: false,
  }),
}
