// Secrets as they are kept: encrypted with AES-256-GCM, by keys that are not in the database.
//
// A sealed value says by which key it was sealed, so that keys can be changed: the first one seals, each of them opens.
// Layout: version (1 byte), key id (8), nonce (12), tag (16), the encrypted JSON. What is before the tag is signed too.

import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Config } from './config.ts'

export interface Secrets {
  /** Without a key nothing can be sealed. */
  readonly canSeal: boolean
  /** What begins what the first key has sealed. */
  readonly current: Buffer
  seal(value: object): Buffer
  /** Throws a `SecretError` when it was sealed by a key that is not known. */
  open(sealed: Buffer): unknown
}

export class SecretError extends Error {
  override readonly name = 'SecretError'
}

interface Key {
  readonly bytes: Buffer
  readonly id: Buffer
}

const VERSION = 1
const ID_LENGTH = 8
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
const HEADER_LENGTH = 1 + ID_LENGTH
const TAG_AT = HEADER_LENGTH + NONCE_LENGTH
const KEY_LENGTH = 32
const KEY_FILE = 'encryption-key'
// 32 bytes in base64, of either alphabet.
const BYTES = /^[\w+/-]{43}=?$/

// All brokers have to make the same key of the same phrase: so its salt is fixed, and the work high.
const SALT = 'tallystick encryption key'
const WORK = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 }
const derive = promisify<string, string, number, typeof WORK, Buffer>(scrypt)

async function keyOf(text: string): Promise<Key> {
  const bytes = BYTES.test(text) ? Buffer.from(text, 'base64') : await derive(text, SALT, KEY_LENGTH, WORK)
  return { bytes, id: createHash('sha256').update('id').update(bytes).digest().subarray(0, ID_LENGTH) }
}

async function findKeyFile(path: string): Promise<string | undefined> {
  const found = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Error(`The key for secrets cannot be read from ${path}.`, { cause: error })
  })
  if (found === undefined || BYTES.test(found.trim())) return found?.trim()
  throw new Error(`${path} holds no key for secrets: bring back the one that was there, or take the file away.`)
}

/** Several brokers may do this at once: the file appears as a whole, and the first one stays. */
async function ensureKeyFile(path: string): Promise<string> {
  const found = await findKeyFile(path)
  if (found !== undefined) return found
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(unfinished, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(KEY_LENGTH).toString('base64')}\n`)
    await file.sync()
    await link(unfinished, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    })
  } finally {
    await file.close()
    await rm(unfinished, { force: true })
  }
  return ensureKeyFile(path)
}

/** The keys from the settings; beside the broker's own database there is one in a file as well. */
async function keysFor({ encryptionKeys = [], databaseUrl, dataDir }: SecretSettings): Promise<readonly string[]> {
  if (databaseUrl !== undefined) return encryptionKeys
  const path = join(dataDir, KEY_FILE)
  const kept = encryptionKeys.length > 0 ? await findKeyFile(path) : await ensureKeyFile(path)
  return kept === undefined ? encryptionKeys : [...encryptionKeys, kept]
}

function encrypt(key: Key, text: string): Buffer {
  const nonce = randomBytes(NONCE_LENGTH)
  const start = Buffer.concat([Buffer.from([VERSION]), key.id, nonce])
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(start)
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([start, cipher.getAuthTag(), encrypted])
}

function decrypt(key: Key, sealed: Buffer): string {
  const start = sealed.subarray(0, TAG_AT)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(HEADER_LENGTH, TAG_AT))
    .setAAD(start)
    .setAuthTag(sealed.subarray(TAG_AT, TAG_AT + TAG_LENGTH))
  const encrypted = sealed.subarray(TAG_AT + TAG_LENGTH)
  return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8')
}

type SecretSettings = Pick<Config, 'encryptionKeys' | 'databaseUrl' | 'dataDir'>

export async function openSecrets(config: SecretSettings): Promise<Secrets> {
  const keys = await Promise.all((await keysFor(config)).map(keyOf))
  const [first] = keys
  return {
    canSeal: first !== undefined,
    current: Buffer.concat([Buffer.from([VERSION]), ...(first ? [first.id] : [])]),
    seal(value) {
      if (!first) throw new SecretError('There is no key: set TALLYSTICK_ENCRYPTION_KEYS')
      return encrypt(first, JSON.stringify(value))
    },
    open(sealed) {
      const id = sealed.subarray(1, HEADER_LENGTH)
      const key = sealed[0] === VERSION ? keys.find((one) => one.id.equals(id)) : undefined
      if (!key) throw new SecretError('Sealed with a key that is not in TALLYSTICK_ENCRYPTION_KEYS any more')
      try {
        return JSON.parse(decrypt(key, sealed))
      } catch (cause) {
        throw new SecretError('The encrypted secrets in the database are damaged', { cause })
      }
    },
  }
}
