import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSecrets } from './secrets.ts'

const newKey = () => randomBytes(32).toString('base64')
const withKeys = (...encryptionKeys: string[]) =>
  openSecrets({ encryptionKeys, databaseUrl: 'postgres://x/y', dataDir: '' })

async function directory() {
  const path = await mkdtemp(join(tmpdir(), 'tallystick-secrets-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

const value = { password: 'wörd', headers: { 'x-token': '1' } }

describe('what is sealed', () => {
  test('opens as it was', async () => {
    const secrets = await withKeys(newKey())
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (object) => {
        expect(secrets.open(secrets.seal(object))).toEqual(object)
      }),
    )
  })

  test('shows nothing, not even whether two are the same', async () => {
    const secrets = await withKeys(newKey())
    const [one, other] = [secrets.seal(value), secrets.seal(value)]
    expect(one.includes('wörd')).toBe(false)
    expect(one.equals(other)).toBe(false)
  })

  test('does not open when a bit of it has changed', async () => {
    const secrets = await withKeys(newKey())
    const sealed = secrets.seal(value)
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed)
      changed[i] = (changed[i] ?? 0) ^ 1
      expect(() => secrets.open(changed)).toThrow(/not in TALLYSTICK_ENCRYPTION_KEYS|damaged/)
    }
    expect(() => secrets.open(sealed.subarray(0, 20))).toThrow('damaged')
    expect(() => secrets.open(Buffer.alloc(0))).toThrow('TALLYSTICK_ENCRYPTION_KEYS')
  })
})

describe('keys', () => {
  test('each opens, the first one seals', async () => {
    const [older, newer] = [newKey(), newKey()]
    const before = await withKeys(older)
    const during = await withKeys(newer, older)
    const after = await withKeys(newer)
    const sealed = before.seal(value)
    expect(during.open(sealed)).toEqual(value)
    expect(after.open(during.seal(value))).toEqual(value)
    expect(() => after.open(sealed)).toThrow('a key that is not in TALLYSTICK_ENCRYPTION_KEYS any more')
    const starts = (secret: Buffer) => secret.subarray(0, during.current.length).equals(during.current)
    expect([starts(sealed), starts(during.seal(value))]).toEqual([false, true])
  })

  test('may be phrases, of which each broker makes the same key', async () => {
    const phrase = 'correct-horse-battery-staple'
    const sealed = (await withKeys(phrase)).seal(value)
    expect((await withKeys(newKey(), phrase)).open(sealed)).toEqual(value)
    await expect(withKeys(`${phrase}!`).then((secrets) => secrets.open(sealed))).rejects.toThrow('any more')
  })

  test('are needed for a database that is not the own one', async () => {
    const secrets = await withKeys()
    expect(secrets.canSeal).toBe(false)
    expect(() => secrets.seal(value)).toThrow('set TALLYSTICK_ENCRYPTION_KEYS')
  })
})

describe('beside the own database', () => {
  test('brokers that start at once make one key, which only their user can read', async () => {
    const dataDir = await directory()
    const opened = await Promise.all(
      Array.from({ length: 10 }, () => openSecrets({ encryptionKeys: undefined, databaseUrl: undefined, dataDir })),
    )
    const sealed = opened.map((one) => one.seal(value))
    for (const one of opened) expect(sealed.map((secret) => one.open(secret))).toEqual(sealed.map(() => value))
    expect(await readdir(dataDir)).toEqual(['encryption-key'])
    if (process.platform !== 'win32') {
      expect((await stat(join(dataDir, 'encryption-key'))).mode & 0o777).toBe(0o600)
    }
  })

  test('the key in the file still opens when keys are set', async () => {
    const dataDir = await directory()
    const sealed = (await openSecrets({ encryptionKeys: undefined, databaseUrl: undefined, dataDir })).seal(value)
    const both = await openSecrets({ encryptionKeys: [newKey()], databaseUrl: undefined, dataDir })
    expect(both.open(sealed)).toEqual(value)
    expect(both.seal(value).subarray(0, 9)).not.toEqual(sealed.subarray(0, 9))
    const text = (await readFile(join(dataDir, 'encryption-key'), 'utf8')).trim()
    expect((await withKeys(text)).open(sealed)).toEqual(value)
  })

  test('a file that holds no key stops the start', async () => {
    const dataDir = await directory()
    await writeFile(join(dataDir, 'encryption-key'), '')
    await expect(openSecrets({ encryptionKeys: undefined, databaseUrl: undefined, dataDir })).rejects.toThrow(
      'holds no key for secrets',
    )
  })

  test('no file is made when keys are set', async () => {
    const dataDir = await directory()
    await openSecrets({ encryptionKeys: [newKey()], databaseUrl: undefined, dataDir })
    expect(await readdir(dataDir)).toEqual([])
  })
})
