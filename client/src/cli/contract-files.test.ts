import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readContractFiles } from './contract-files.ts'

let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'tally-files-'))
  mkdirSync(join(cwd, 'pacts/old'), { recursive: true })
})

afterEach(() => rmSync(cwd, { recursive: true, force: true }))

const write = (path: string, content: string | Uint8Array) => writeFileSync(join(cwd, path), content)
const contract = (consumer: string, provider: string) =>
  JSON.stringify({ consumer: { name: consumer }, provider: { name: provider }, interactions: [] })
const read = (...args: readonly string[]) => readContractFiles(args, cwd)
const paths = async (...args: readonly string[]) => (await read(...args)).map(({ path }) => path)

describe('contracts are found', () => {
  beforeEach(() => {
    write('pacts/shop-stock.json', contract('Shop', 'Stock'))
    write('pacts/shop-mail.json', contract('Shop', 'Mail'))
    write('pacts/notes.txt', 'hello')
    write('pacts/old/shop-fax.json', contract('Shop', 'Fax'))
  })

  test('in a file, with its text as it is', async () => {
    expect(await read('pacts/shop-stock.json')).toEqual([
      { path: 'pacts/shop-stock.json', consumer: 'Shop', provider: 'Stock', text: contract('Shop', 'Stock') },
    ])
  })

  test('in a folder, but not in the folders within', async () => {
    expect(await paths('pacts')).toEqual(['pacts/shop-mail.json', 'pacts/shop-stock.json'])
  })

  test('by a pattern', async () => {
    expect(await paths('**/*-{fax,mail}.json')).toEqual(['pacts/old/shop-fax.json', 'pacts/shop-mail.json'])
  })

  test('once, however often they are named', async () => {
    expect(await paths('pacts', 'pacts/shop-mail.json', './pacts/*.json')).toHaveLength(2)
  })

  test('by an absolute path', async () => {
    expect(await read(join(cwd, 'pacts/shop-mail.json'))).toMatchObject([{ provider: 'Mail' }])
  })

  test('in a file whose name looks like a pattern', async () => {
    write('pacts/[shop].json', contract('Shop', 'Maps'))
    expect(await read('pacts/[shop].json')).toMatchObject([{ provider: 'Maps' }])
  })

  test('without a byte order mark', async () => {
    write('pacts/bom.json', `\uFEFF${contract('Shop', 'Bom')}`)
    expect(await read('pacts/bom.json')).toMatchObject([{ text: contract('Shop', 'Bom') }])
  })
})

describe('what is no contract is refused by its name', () => {
  const cases: readonly (readonly [what: string, content: string | Uint8Array, message: RegExp])[] = [
    ['an empty file', '', /^pacts\/x\.json is empty/],
    ['blank text', ' \n', /^pacts\/x\.json is empty/],
    ['half of a file', '{"consumer": ', /^pacts\/x\.json is not JSON: /],
    ['bytes that are no text', new Uint8Array([0x7b, 0xff, 0x7d]), /^pacts\/x\.json is not UTF-8 text/],
    ['another kind of JSON', '{"name":"x"}', /^pacts\/x\.json is not a contract: it has no consumer/],
    ['a contract without a provider', '{"consumer":{"name":"Shop"}}', /it has no provider/],
    ['a blank name', '{"consumer":{"name":" "},"provider":{"name":"Stock"}}', /it has no consumer\.name/],
    ['a list', '[]', /is not a contract/],
  ]
  test.each(cases)('%s', async (_what, content, message) => {
    write('pacts/x.json', content)
    await expect(read('pacts')).rejects.toThrow(message)
  })
})

describe('no files are no success', () => {
  test('a folder without contracts', async () => {
    await expect(read('pacts')).rejects.toThrow('There are no .json files in pacts: did the tests run?')
  })

  test('a pattern that nothing matches', async () => {
    await expect(read('pacts/*.json')).rejects.toThrow("No file matches 'pacts/*.json'")
  })

  test('a name that is not there, beside one that is', async () => {
    write('pacts/x.json', contract('Shop', 'Stock'))
    await expect(read('pacts', 'nowhere')).rejects.toThrow("There is no file or folder 'nowhere'")
  })
})
