/**
 * Which addresses belong to the public internet: unicast addresses that are not set apart for anything. Private,
 * loopback, link-local, multicast and reserved ones are not, in whatever form they come: an IPv4 address inside an IPv6
 * one (mapped, or as NAT64 writes it) counts as what it is, and tunnels (6to4, Teredo) lead to where nobody can tell.
 */
import ipaddr from 'ipaddr.js'

// All of today's global unicast space; what is outside of it, such as ::127.0.0.1, has no business on the wire.
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96')
// Of all public addresses, but answered by the host of a virtual machine in Azure, which tells it its secrets.
const AZURE_HOST = '168.63.129.16'

/** Of either family, and not a name. */
export const isAddress = (text: string): boolean => ipaddr.isValid(text)

export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast' && address.toString() !== AZURE_HOST
  if (address.match(NAT64)) return isPublicAddress(address.toByteArray().slice(12).join('.'))
  return address.match(GLOBAL_UNICAST) && address.range() === 'unicast'
}
