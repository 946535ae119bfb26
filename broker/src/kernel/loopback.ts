/** Whether a name or an address is this machine's own, which nobody else can pass for. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.[\d.]+|::1)$/.test(host)
}

/** The same of the host of a URL, where IPv6 stands between brackets. */
export function leadsToLoopback({ hostname }: Pick<URL, 'hostname'>): boolean {
  return isLoopback(hostname.replaceAll(/^\[|\]$/g, ''))
}
