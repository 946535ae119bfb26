// Everything is written to a file, and from there into an empty broker, which then is as the first one.

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Place, factsOf, run, startPlace, startSource } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'tally-archive-'))
const at = (name: string) => join(folder, name)
let source: Place
let target: Place
beforeAll(async () => {
  source = await startSource()
  target = await startPlace()
  await tellMore(source)
})
afterAll(async () => {
  await source.server.stop()
  await target.server.stop()
  rmSync(folder, { recursive: true })
})

/** What no Pact Broker has. */
async function tellMore({ broker, server }: Place): Promise<void> {
  await broker.createTeam({ name: 'Checkout' })
  await broker.addToTeam({ team: 'Checkout', pacticipant: 'Web Shop' })
  const place = { pacticipant: 'Web Shop', version: '4', environment: 'production' }
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const { uuid } = await broker.createOverride({ ...place, reason: 'it is behind a flag', expiresAt })
  await broker.revokeOverride(uuid)
  await broker.createOverride({ ...place, reason: 'it still is', expiresAt })
  await sql`update verifications set pending = true, wip = true where number = 1`.execute(server.db)
  await sql`update tags set created_at = created_at + interval '3 hours 0.000007 seconds'`.execute(server.db)
}

const exporting = ({ server }: Place, file: string) =>
  run(['admin', 'export', at(file), '--broker-base-url', server.url, '--output', 'json'])
const importing = ({ server }: Place, file: string, ...more: readonly string[]) =>
  run(['admin', 'import', at(file), '--broker-base-url', server.url, '--output', 'json', ...more])

/** Its records, without the first line, which says when and where it was written, and the last. */
const recordsIn = (file: string) => linesIn(file).slice(1, -1).map(withoutSecrets)
/** Which secrets are to be set is known where they are. */
const withoutSecrets = (line: string) => line.replace(/"secrets":\[.*?\]/, '"secrets":[]')
const linesIn = (file: string) =>
  gunzipSync(readFileSync(at(file)))
    .toString()
    .trimEnd()
    .split('\n')

const all = {
  teams: 1,
  environments: 1,
  applications: 2,
  versions: 6,
  contracts: 4,
  results: 4,
  deployments: 3,
  releases: 2,
  overrides: 2,
  webhooks: 1,
}
const each = (how: 'taken' | 'present') =>
  Object.fromEntries(
    Object.entries(all).map(([thing, count]) => [thing, { taken: 0, present: 0, refused: 0, [how]: count }]),
  )

describe('an archive', () => {
  test('holds everything, and its contracts once', async () => {
    const { code, text } = await exporting(source, 'first.gz')
    expect([code, JSON.parse(text).counts]).toEqual([0, each('taken')])
    const contracts = recordsIn('first.gz').flatMap((line) => JSON.parse(line).contracts ?? [])
    expect(contracts.map(({ sameAs }: { readonly sameAs?: string }) => sameAs)).toEqual([
      undefined,
      '1',
      undefined,
      '3',
    ])
    expect(readdirSync(folder)).toEqual(['first.gz'])
  })

  test('says before what would be taken, and changes nothing', async () => {
    const { code, text } = await importing(target, 'first.gz', '--dry-run')
    expect([code, JSON.parse(text).counts]).toEqual([0, each('taken')])
    expect(await target.broker.listPacticipants()).toEqual([])
  })

  test('makes an empty broker say what the first one says', async () => {
    const { code, text } = await importing(target, 'first.gz')
    expect([code, JSON.parse(text)]).toEqual([0, expect.objectContaining({ counts: each('taken'), notTaken: [] })])
    expect(await factsOf(target)).toEqual(await factsOf(source))
  })

  test('of that one is the same, record by record', async () => {
    expect((await exporting(target, 'second.gz')).code).toBe(0)
    expect(recordsIn('second.gz')).toEqual(recordsIn('first.gz'))
  })

  test('changes nothing when it is taken again', async () => {
    const { code, text } = await importing(target, 'first.gz')
    expect([code, JSON.parse(text).counts]).toEqual([0, each('present')])
    await exporting(target, 'third.gz')
    expect(recordsIn('third.gz')).toEqual(recordsIn('first.gz'))
  })

  test('is exported and imported by who may administer, which leaves entries', async () => {
    const { _embedded } = await target.broker.listAuditEntries({ kind: 'broker' })
    expect(new Set(_embedded.entries.map(({ action }) => action))).toEqual(
      new Set(['archive-exported', 'records-imported']),
    )
    expect(_embedded.entries.at(-1)).toMatchObject({ subject: { name: 'first.gz' }, after: { version: 6 } })
  })
})

describe('what is no archive', () => {
  let empty: Place
  beforeAll(async () => {
    empty = await startPlace()
  })
  afterAll(() => empty.server.stop())

  /** With a checksum that fits. */
  function sealed(lines: readonly string[]): Buffer {
    const text = lines.map((line) => `${line}\n`).join('')
    const sha256 = createHash('sha256').update(text).digest('hex')
    const end = { kind: 'end', records: lines.length - 1, sha256 }
    return gzipSync(`${text}${JSON.stringify(end)}\n`)
  }
  const whole = () => readFileSync(at('first.gz'))
  const cases: readonly (readonly [string, () => Buffer | string, string])[] = [
    ['a file that was cut off', () => whole().subarray(0, -40), 'is not whole: it ends in the middle'],
    ['an empty file', () => '', 'is not whole: it ends in the middle'],
    ['some text', () => '{"tallystick":"archive"}\n', 'is no archive of tally: it is not compressed as one'],
    ['another compressed file', () => gzipSync('hello\n'), 'is no archive of tally: its first line does not say so'],
    [
      'one without its end',
      () => gzipSync(`${linesIn('first.gz').slice(0, -1).join('\n')}\n`),
      'is not whole: its last line is missing',
    ],
    [
      'one that lacks a line',
      () => gzipSync(`${linesIn('first.gz').toSpliced(3, 1).join('\n')}\n`),
      'is not whole: it holds 16 records, and 17 were written',
    ],
    [
      'one that was changed',
      () => gzipSync(`${linesIn('first.gz').join('\n').replace('Web Shop', 'Sweet Shop')}\n`),
      'was changed after it was written',
    ],
    [
      'one of a format to come',
      () =>
        sealed(
          linesIn('first.gz')
            .slice(0, -1)
            .toSpliced(0, 1, '{"tallystick":"archive","format":2,"from":"","exportedAt":""}'),
        ),
      'has the format 2, and this tally reads 1',
    ],
    [
      'one with a record that nobody knows',
      () => sealed(linesIn('first.gz').slice(0, -1).toSpliced(1, 0, '{"kind":"spell"}')),
      'Line 2 of ',
    ],
  ]
  test.each(cases)('is refused before anything is taken: %s', async (_, content, sentence) => {
    writeFileSync(at('other.gz'), content())
    const { code, notes } = await importing(empty, 'other.gz')
    expect([code, notes]).toEqual([2, expect.stringContaining(sentence)])
    const { _embedded } = await empty.broker.listAuditEntries()
    expect(_embedded.entries).toEqual([])
  })

  test('leaves no half of a file where the broker goes away', async () => {
    const { code } = await run(['admin', 'export', at('none.gz'), '--broker-base-url', 'http://127.0.0.1:9'])
    expect([code, readdirSync(folder).filter((name) => name.startsWith('none'))]).toEqual([3, []])
  })
})
