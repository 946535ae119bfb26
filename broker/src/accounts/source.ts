/**
 * Who is behind an address, as far as it tells: of IPv6 everybody in the network that a provider gives to one customer.
 */
import ipaddr from 'ipaddr.js'

const IPV6_NETWORK_BITS = 64

export function sourceOf(address: string | undefined): string {
  if (address === undefined || !ipaddr.IPv6.isValid(address)) return address ?? 'nowhere'
  return ipaddr.IPv6.networkAddressFromCIDR(`${address}/${IPV6_NETWORK_BITS}`).toString()
}

export function isOfThisMachine(address: string | undefined): boolean {
  if (address === '127.0.0.1') return true
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
}
