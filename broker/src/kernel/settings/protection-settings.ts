import * as kind from './kinds.ts'
import { setting } from './kinds.ts'

export const protectionSettings = {
  trustProxy: setting(kind.proxies, '0', {
    name: 'TRUST_PROXY',
    says: 'How many proxies stand before the broker, or their addresses and subnets, with `loopback`, `linklocal` and `uniquelocal` for those. What they say in `X-Forwarded-For` is then where a request comes from, in the audit log and for the limits below.',
    inPactBroker: false,
  }),
  rateLimitReads: setting(kind.wholeNumber(0, 100_000_000), '60000', {
    name: 'RATE_LIMIT_READS',
    says: 'How often in a minute a user, a token or a person may read, at all brokers together; who has not shown who they are is known by their address. More is answered with 429 and a `Retry-After`. `0` for no limit.',
    inPactBroker: false,
  }),
  rateLimitWrites: setting(kind.wholeNumber(0, 100_000_000), '6000', {
    name: 'RATE_LIMIT_WRITES',
    says: 'How often they may change something, likewise.',
    inPactBroker: false,
  }),
  rateLimitFailedSignIns: setting(kind.wholeNumber(0, 100_000_000), '20', {
    name: 'RATE_LIMIT_FAILED_SIGN_INS',
    says: 'How many wrong passwords and tokens may come from an address within ten minutes. After that nobody gets in from there by a password or a token of the configuration until the ten minutes are over; tokens that the broker made, which nobody can guess, count on. The same wrong one counts once. `0` for no limit.',
    inPactBroker: false,
  }),
}
