/**
 * How a broker is connected to where the built-in fetch does not do: with a certificate to trust, without a look at
 * certificates, with a certificate of one's own, or through a proxy that the environment names.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { rootCertificates } from 'node:tls'
import type { Environment } from '../ci.ts'
import { UsageError } from './exit-code.ts'
import type { Terminal } from './terminal.ts'

export interface TlsOptions {
  readonly sslCertificate?: string
  readonly disableSslVerification?: boolean
  readonly skipSslVerification?: boolean
}

export interface ConnectionSettings {
  /** Certificates to trust, as PEM; those that Node trusts anyway when not given. */
  readonly ca?: readonly string[]
  readonly rejectUnauthorized?: boolean
  readonly cert?: string
  readonly key?: string
  /** Names proxies: HTTP_PROXY, HTTPS_PROXY, NO_PROXY. */
  readonly proxyEnv?: Readonly<Record<string, string | undefined>>
}

const TRUST_ANYTHING = [
  'TALLYSTICK_DISABLE_SSL_VERIFICATION',
  'PACT_BROKER_DISABLE_SSL_VERIFICATION',
  'PACT_DISABLE_SSL_VERIFICATION',
  'SSL_SKIP_VERIFICATION',
] as const
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'] as const

function read(path: string, { cwd, whatFor }: { readonly cwd: string; readonly whatFor: string }): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8')
  } catch (cause) {
    throw new UsageError(`${path} (${whatFor}) cannot be read.`, { cause })
  }
}

function trusted(options: TlsOptions, { env, cwd }: Terminal): ConnectionSettings {
  const isAnything =
    options.disableSslVerification || options.skipSslVerification || TRUST_ANYTHING.some((name) => env[name] === 'true')
  if (isAnything) return { rejectUnauthorized: false }
  const file = options.sslCertificate || env.SSL_CERT_FILE
  if (!file) return {}
  const whatFor = options.sslCertificate ? '--ssl-certificate' : 'SSL_CERT_FILE'
  return { ca: [...rootCertificates, read(file, { cwd, whatFor })] }
}

function ownCertificate({ env, cwd }: Terminal): ConnectionSettings {
  const { X509_CLIENT_CERT_FILE: cert, X509_CLIENT_KEY_FILE: key } = env
  if (!cert || !key) return {}
  return {
    cert: read(cert, { cwd, whatFor: 'X509_CLIENT_CERT_FILE' }),
    key: read(key, { cwd, whatFor: 'X509_CLIENT_KEY_FILE' }),
  }
}

function proxies(env: Environment): ConnectionSettings {
  return PROXIES.some((name) => env[name]) ? { proxyEnv: env } : {}
}

/** For a broker at that address. Undefined where nothing is set: then fetch does. */
export function connectionSettings(
  baseUrl: string,
  options: TlsOptions,
  terminal: Terminal,
): ConnectionSettings | undefined {
  const tls = /^https:/i.test(baseUrl) ? { ...trusted(options, terminal), ...ownCertificate(terminal) } : {}
  const settings = { ...tls, ...proxies(terminal.env) }
  return Object.keys(settings).length > 0 ? settings : undefined
}
