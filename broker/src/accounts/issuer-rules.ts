/**
 * What may be reached to read the keys of an issuer: over TLS, and at public addresses; at others where its host is
 * listed, or where the broker may call private addresses anyway. Only this machine itself may be asked without TLS.
 * Certificates are always looked at: whoever could pass for an issuer could make any identity.
 */
import type { Config } from '../kernel/config.ts'
import { leadsToLoopback } from '../kernel/loopback.ts'
import type { OutgoingRules } from '../kernel/outgoing.ts'
import { isPublicAddress } from '../kernel/outgoing-addresses.ts'

type Settings = Pick<Config, 'privateIssuers' | 'webhookAllowPrivateAddresses'>

const TIMEOUT_MS = 5000
const ANSWER_LIMIT = 512 * 1024

const plain = (host: string) => host.replaceAll(/^\[|\]$|\.$/g, '').toLowerCase()

export function allowsPrivate({ privateIssuers, webhookAllowPrivateAddresses }: Settings, host: string): boolean {
  return webhookAllowPrivateAddresses || privateIssuers.some((known) => plain(known) === plain(host))
}

export function issuerRules(settings: Settings): OutgoingRules {
  return {
    refusal: ({ protocol, hostname }) =>
      protocol === 'https:' || (protocol === 'http:' && leadsToLoopback({ hostname })) ? undefined : 'it is not https',
    allowsAddress: (address, host) => isPublicAddress(address) || allowsPrivate(settings, host),
    isSecret: () => false,
    timeoutMs: TIMEOUT_MS,
    bodyLimit: ANSWER_LIMIT,
    maxRedirects: 0,
    verifiesCertificates: true,
  }
}
