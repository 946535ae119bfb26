/**
 * What a delivery may reach: hosts and schemes on the lists of the configuration, and of their addresses the public ones.
 * A private address is reached where private ones are allowed, where it is in a network on the list, or where its host
 * stands on the list by its full name.
 */
import type { Config } from '../kernel/config.ts'
import type { OutgoingRules } from '../kernel/outgoing.ts'
import { isPublicAddress } from '../kernel/outgoing-addresses.ts'
import { VERSION } from '../version.ts'
import { isHostListed, plainHost } from './allow-list.ts'
import { isSensitive } from './template.ts'
import { urlRefusal } from './webhook-rules.ts'

/** How deliveries introduce the broker. */
export function userAgentOf({ userAgent }: Pick<Config, 'userAgent'>): string {
  return userAgent ?? `Tallystick/${VERSION}`
}

export function outgoingRules(config: Config): OutgoingRules {
  const { webhookHostWhitelist: hosts } = config
  return {
    refusal: (url) => urlRefusal(url, config),
    allowsAddress: (address, host) =>
      config.webhookAllowPrivateAddresses ||
      isPublicAddress(address) ||
      isHostListed(address, hosts) ||
      hosts.some((rule) => rule.toLowerCase() === plainHost(host)),
    isSecret: isSensitive,
    timeoutMs: config.webhookTimeoutSeconds * 1000,
    bodyLimit: config.webhookResponseLimit,
    maxRedirects: config.webhookMaxRedirects,
    verifiesCertificates: !config.disableSslVerification,
  }
}
