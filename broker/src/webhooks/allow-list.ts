/**
 * Which hosts webhooks may call. A host is on a list when one of its rules fits, of whatever case:
 * a name is that host; `*.example.org` is every host directly below it; `/…/` is a regular expression that is found in
 * the name; an address, or a network such as `10.0.0.0/8`, is for hosts that are addresses, and only they fit those.
 * An empty list leaves every host to the other rules.
 */
import ipaddr from 'ipaddr.js'

/** In the forms in which addresses are written today; the library reads older ones too. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
}

function isInNetwork(address: string, rule: string): boolean {
  const [base = ''] = rule.split('/')
  if (!isAddress(base)) return false
  const network = rule.includes('/') ? rule : `${base}/${base.includes(':') ? 128 : 32}`
  return ipaddr.subnetMatch(ipaddr.process(address), { listed: ipaddr.parseCIDR(network) }, 'none') === 'listed'
}

function isNamed(name: string, rule: string): boolean {
  const [, pattern] = /^\/(.+)\/$/.exec(rule) ?? []
  if (pattern !== undefined) return new RegExp(pattern, 'i').test(name)
  const wanted = rule.toLowerCase()
  if (!wanted.startsWith('*.')) return name === wanted
  const [label = '', ...parents] = name.split('.')
  return label !== '' && parents.join('.') === wanted.slice(2)
}

/** The host of a URL as names and addresses are compared: IPv6 without brackets, names without a last dot. */
export function plainHost(host: string): string {
  return host
    .toLowerCase()
    .replaceAll(/^\[|\]$/g, '')
    .replace(/\.$/, '')
}

/** Whether a rule names the host: then it may be called even where it is private. */
export function isHostListed(host: string, list: readonly string[]): boolean {
  const name = plainHost(host)
  return list.some((rule) => (isAddress(name) ? isInNetwork(name, rule) : isNamed(name, rule)))
}

export function isHostAllowed(host: string, list: readonly string[]): boolean {
  return list.length === 0 || isHostListed(host, list)
}
