/**
 * Which database to use. A URL says it all; a host or a name say it in parts; with none of them there is no URL, and
 * the broker starts a server of its own.
 */
interface DatabaseParts {
  readonly databaseUrl?: string | undefined
  readonly databaseHost?: string | undefined
  readonly databasePort?: number | undefined
  readonly databaseName?: string | undefined
  readonly databaseUsername?: string | undefined
  readonly databasePassword?: string | undefined
  readonly databaseSslmode?: string | undefined
}

function urlOfParts(parts: DatabaseParts): string | undefined {
  const { databaseHost: host = 'localhost', databaseName: name } = parts
  if (name === undefined) return undefined
  const url = new URL('postgres://localhost')
  // A path is the directory of the server's socket.
  if (host.startsWith('/')) url.searchParams.set('host', host)
  else url.hostname = host
  if (parts.databasePort !== undefined) url.port = String(parts.databasePort)
  url.pathname = encodeURIComponent(name)
  url.username = encodeURIComponent(parts.databaseUsername ?? '')
  url.password = encodeURIComponent(parts.databasePassword ?? '')
  return url.href
}

export function databaseUrlOf(parts: DatabaseParts): string | undefined {
  const given = parts.databaseUrl ?? urlOfParts(parts)
  if (given === undefined) return undefined
  const url = new URL(given)
  if (parts.databaseSslmode !== undefined && !url.searchParams.has('sslmode')) {
    url.searchParams.set('sslmode', parts.databaseSslmode)
  }
  // The driver would read `require` as "verify in full"; PostgreSQL's documentation, and so its users, do not.
  if (url.searchParams.has('sslmode') && !url.searchParams.has('uselibpqcompat')) {
    url.searchParams.set('uselibpqcompat', 'true')
  }
  return url.href
}

/** The URL for people to see. */
export function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  if (url.password !== '') url.password = '***'
  if (url.searchParams.has('password')) url.searchParams.set('password', '***')
  return url.href
}
