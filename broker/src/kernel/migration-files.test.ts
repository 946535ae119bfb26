import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseMigration, pendingMigrations, readMigrations } from './migration-files.ts'

const one = parseMigration('0001-one.sql', 'select 1;\n')
const two = parseMigration('0002-two.sql', 'select 2;\n')
const three = parseMigration('0003-three.sql', 'select 3;\n')
/** A broker written for step 1 can work after this. */
const wider = parseMigration('0003-wider.sql', '-- Why it is made.\n--   compatible-with: 0001\n\nselect 3;\n')
/** One written for step 1 cannot work after this, one for step 2 can. */
const narrower = parseMigration('0004-narrower.sql', '-- compatible-with: 0002\nselect 4;\n')

test.each([
  { name: 'a new database', files: [one, two], applied: [], pending: [one, two] },
  { name: 'one step behind', files: [one, two, three], applied: [one, two], pending: [three] },
  { name: 'up to date', files: [one, two], applied: [one, two], pending: [] },
  { name: 'a gap in the numbers', files: [one, three], applied: [one], pending: [three] },
  { name: 'a newer step that suits', files: [one, two], applied: [one, two, wider], pending: [] },
  { name: 'two newer steps that suit', files: [one, two], applied: [one, two, wider, narrower], pending: [] },
])('$name', ({ files, applied, pending }) => {
  expect(pendingMigrations(files, applied)).toEqual(pending)
})

test.each([
  {
    name: 'an edited file',
    files: [parseMigration('0001-one.sql', 'select 0;')],
    applied: [one],
    message: 'Migration 0001-one.sql was edited after',
  },
  {
    name: 'a late file',
    files: [one, two, three],
    applied: [one, three],
    message: 'Migration 0002-two.sql comes too late: 0003-three.sql has been',
  },
  {
    name: 'a missing file',
    files: [one, three],
    applied: [one, two, three],
    message: 'Migration 0002-two.sql was applied to this database, but',
  },
  {
    name: 'a renamed file',
    files: [one, parseMigration('0002-new.sql', two.text)],
    applied: [one, two],
    message: '(it has 0002-new.sql)',
  },
  {
    name: 'another file with its number',
    files: [one, wider],
    applied: [one, three],
    message: 'Migration 0003-three.sql was applied',
  },
  {
    name: 'a newer step without a mark',
    files: [one, two],
    applied: [one, two, three],
    message: 'The database is newer than this broker: it has',
  },
  {
    name: 'a newer step for newer brokers',
    files: [one],
    applied: [one, wider, narrower],
    message: 'it has been through 0004-narrower.sql, and this',
  },
])('$name is refused', ({ files, applied, message }) => {
  expect(() => pendingMigrations(files, applied)).toThrow(message)
})

test('other line ends are no edit', () => {
  expect(parseMigration('0001-one.sql', 'select 1;\r\n').sha256).toBe(one.sha256)
})

test('marks count in the header only', () => {
  expect(parseMigration('0001-one.sql', '-- no-transaction\nselect 1;').runsInTransaction).toBe(false)
  expect(parseMigration('0001-one.sql', '\n-- Why.\n-- no-transaction\n\nselect 1;').runsInTransaction).toBe(false)
  expect(parseMigration('0001-one.sql', 'select 1;\n-- no-transaction').runsInTransaction).toBe(true)
  expect(wider.compatibleWith).toBe(1)
})

test.each(['1-short.sql', '0001_under.sql', '0001-Upper.sql', '0001-first.SQL'])('the name %s is refused', (name) => {
  expect(() => parseMigration(name, 'select 1;')).toThrow(`Migration ${name} must be named like 0001-what-it-does.sql.`)
})

test.each(['yes', '1', '', '00001'])('"compatible-with: %s" is refused', (value) => {
  expect(() => parseMigration('0001-one.sql', `-- compatible-with: ${value}\nselect 1;`)).toThrow(
    'Migration 0001-one.sql: "compatible-with:" must give the four digits of an older step.',
  )
})

test('the steps of a folder are read in order, and what is none is left alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-migrations-'))
  for (const name of ['0002-two.sql', '0001-one.sql', 'schema.sql', 'README.md']) writeFileSync(join(folder, name), '')
  expect((await readMigrations(folder)).map(({ name }) => name)).toEqual(['0001-one.sql', '0002-two.sql'])
  writeFileSync(join(folder, '0002-again.sql'), '')
  await expect(readMigrations(folder)).rejects.toThrow('0002-again.sql and 0002-two.sql have the same number')
  rmSync(folder, { recursive: true })
})
