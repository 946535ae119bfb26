/**
 * Cookies as narrow as the address of the broker allows: no script reads them, other sites' pages send them only when
 * they lead here, and over https nobody else sets them (`__Host-`; below a path prefix `__Secure-`, for that path).
 */

interface Cookie {
  readonly name: string
  readonly value: string
  readonly maxAgeSeconds: number
}

const SESSION = 'tallystick-session'
const SIGN_IN = 'tallystick-sign-in'

const pathOf = (base: string) => new URL(base).pathname.replace(/\/$/, '')

function named(base: string, name: string): string {
  if (!base.startsWith('https:')) return name
  return `${pathOf(base) === '' ? '__Host-' : '__Secure-'}${name}`
}

/** Of the session, where the broker is reached at that URL. */
export const sessionCookie = (base: string): string => named(base, SESSION)

/** Of a sign-in that is under way with the provider. */
export const signInCookie = (base: string): string => named(base, SIGN_IN)

export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined || !header.includes(name)) return undefined
  const found = header.split(';').find((part) => part.trimStart().startsWith(`${name}=`))
  return found?.slice(found.indexOf('=') + 1).trim() || undefined
}

/** The header that sets it. */
export function writeCookie(base: string, { name, value, maxAgeSeconds }: Cookie): string {
  const secure = base.startsWith('https:') ? '; Secure' : ''
  return `${name}=${value}; Path=${pathOf(base) || '/'}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}

export const clearCookie = (base: string, name: string): string =>
  writeCookie(base, { name, value: '', maxAgeSeconds: 0 })
