import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import tls from 'node:tls'
import type { Environment } from '../ci.ts'

/**
 * A certificate whose key was thrown away when it was made. The core loads every certificate of the machine for each
 * interaction, several milliseconds each time, and refuses to work where there is none, as in slim images; for plain http
 * on this machine one that nobody can use is enough.
 */
const NOBODY = `-----BEGIN CERTIFICATE-----
MIIBejCCAR+gAwIBAgIUHFdQC8ohjyf15KzOFGDDrYwdc2IwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGTm9ib2R5MCAXDTI2MTEyMjE3MzM1M1oYDzIxMjYxMDI5MTcz
MzUzWjARMQ8wDQYDVQQDDAZOb2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAT1a0S57p0Nm71+NyMewZo/Z7FAuZl7ssw7/5kES9t4qTjZ9dFq6aHEqtiTgfEQ
Lqdy8WRxst36tu2iL1D+qAweo1MwUTAdBgNVHQ4EFgQUEUe9o4VxXRl1c8mytoxC
df/fEBAwHwYDVR0jBBgwFoAUEUe9o4VxXRl1c8mytoxCdf/fEBAwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA0bVV0Qh2nC8ZqpRDzV7iAx2ww23u
8aZj+BvI9rKUPGICIQDzhcSrnDjJYaDh/fGztmW6YdGGT5syvejEQOA1A3R/3A==
-----END CERTIFICATE-----
`

/** Where systems keep the certificates that they trust. */
const SYSTEM_STORES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/** Whom the machine trusts, or Node where the machine says nothing. */
async function ofMachine(): Promise<string> {
  const store = SYSTEM_STORES.find((path) => existsSync(path))
  // Not imported by name: that alone would decode them all.
  return store === undefined ? tls.rootCertificates.join('\n') : readFile(store, 'utf8')
}

/** The file that a variable names, when it is there. */
function fileOf(env: Environment, name: 'SSL_CERT_FILE' | 'NODE_EXTRA_CA_CERTS'): string | undefined {
  const path = env[name]
  return path !== undefined && existsSync(path) ? path : undefined
}

/** Whom requests of Node are to trust: the files of the environment as well. Undefined where it has none. */
export async function trustedBy(env: Environment): Promise<string[] | undefined> {
  const files = [fileOf(env, 'SSL_CERT_FILE'), fileOf(env, 'NODE_EXTRA_CA_CERTS')].filter((path) => path !== undefined)
  if (files.length === 0) return undefined
  return [...tls.rootCertificates, ...(await Promise.all(files.map((path) => readFile(path, 'utf8'))))]
}

/**
 * The variables that tell the core whom to trust, for a provider at `url`: nobody over plain http; otherwise whom
 * SSL_CERT_FILE or SSL_CERT_DIR name, or the machine, and NODE_EXTRA_CA_CERTS besides. Files are written to `folder`.
 */
export async function trustVariables(
  url: string,
  { env, folder }: { readonly env: Environment; readonly folder: string },
): Promise<Environment> {
  const file = join(folder, 'trusted.pem')
  if (url.startsWith('http:')) {
    await writeFile(file, NOBODY)
    return { SSL_CERT_FILE: file, SSL_CERT_DIR: undefined }
  }
  const told = fileOf(env, 'SSL_CERT_FILE')
  const isTold = Boolean(env['SSL_CERT_FILE'] || env['SSL_CERT_DIR'])
  const extra = fileOf(env, 'NODE_EXTRA_CA_CERTS')
  const isFound = isTold || process.platform !== 'linux' || SYSTEM_STORES.some((path) => existsSync(path))
  if (isFound && (extra === undefined || (!isTold && process.platform !== 'linux'))) return {}
  const known = isTold ? (told === undefined ? '' : await readFile(told, 'utf8')) : await ofMachine()
  await writeFile(file, `${known}\n${extra === undefined ? '' : await readFile(extra, 'utf8')}`)
  return { SSL_CERT_FILE: file }
}
