// What to do about the schema, given the files of this broker and the steps that a database has been through.
//
// Steps are numbered and only ever added at the end. A file that was applied must stay as it was; a file that sorts
// before an applied one comes too late. Steps that this broker does not have were made by a newer one: it may work on
// them only where each says, in its header, that a broker of this age still can.

import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface MigrationFile {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly sha256: string
  /** The oldest schema that a broker may have been written for to work after this step. */
  readonly compatibleWith: number | null
  readonly runsInTransaction: boolean
}

export interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly sha256: string
  readonly compatibleWith: number | null
}

const FILE_NAME = /^(\d{4})-[a-z0-9-]+\.sql$/

/** The comments before the first statement. */
function headerOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim())
  const end = lines.findIndex((line) => line !== '' && !line.startsWith('--'))
  return lines.slice(0, end === -1 ? undefined : end).map((line) => line.replace(/^--\s*/, ''))
}

export function parseMigration(name: string, content: string): MigrationFile {
  const number = FILE_NAME.exec(name)?.[1]
  if (number === undefined) throw new Error(`Migration ${name} must be named like 0001-what-it-does.sql.`)
  // A checkout on Windows may have other line ends; it is the same step.
  const text = content.replaceAll('\r\n', '\n')
  const header = headerOf(text)
  const compatibleWith = header.find((line) => line.startsWith('compatible-with:'))?.slice('compatible-with:'.length)
  if (compatibleWith !== undefined && !/^\s*\d{4}$/.test(compatibleWith)) {
    throw new Error(`Migration ${name}: "compatible-with:" must give the four digits of an older step.`)
  }
  return {
    number: Number(number),
    name,
    text,
    sha256: createHash('sha256').update(text).digest('hex'),
    compatibleWith: compatibleWith === undefined ? null : Number(compatibleWith),
    runsInTransaction: !header.includes('no-transaction'),
  }
}

/** Reads the steps of a folder, in order. What starts with no number (the dump of the whole schema) is none. */
export async function readMigrations(folder: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d/.test(name)).toSorted()
  const files = await Promise.all(
    names.map(async (name) => parseMigration(name, await readFile(join(folder, name), 'utf8'))),
  )
  for (const [index, file] of files.entries()) {
    const next = files[index + 1]
    if (next?.number === file.number) throw new Error(`Migrations ${file.name} and ${next.name} have the same number.`)
  }
  return files
}

function checkApplied(applied: AppliedMigration, file: MigrationFile | undefined, newest: number): void {
  if (file?.name === applied.name && file.sha256 === applied.sha256) return
  if (file?.name === applied.name) {
    throw new Error(
      `Migration ${file.name} was edited after it had been applied to this database. Put it back as it was, and make ` +
        'the change in a new file.',
    )
  }
  if (applied.number <= newest) {
    throw new Error(
      `Migration ${applied.name} was applied to this database, but this broker does not have it` +
        `${file ? ` (it has ${file.name})` : ''}. Put the file back, or check that this is the right database.`,
    )
  }
  if (applied.compatibleWith === null || applied.compatibleWith > newest) {
    throw new Error(
      `The database is newer than this broker: it has been through ${applied.name}, and this broker ends at step ` +
        `${newest}, with which that is not compatible. Start a newer broker, or restore the database from before.`,
    )
  }
}

/** The steps to take now, in order. Throws where this broker and this database do not go together. */
export function pendingMigrations(
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
): readonly MigrationFile[] {
  const newest = files.at(-1)?.number ?? 0
  const byNumber = new Map(files.map((file) => [file.number, file]))
  for (const step of applied) checkApplied(step, byNumber.get(step.number), newest)
  const done = new Set(applied.map(({ number }) => number))
  const pending = files.filter(({ number }) => !done.has(number))
  const last = applied.findLast(({ number }) => number <= newest)
  const late = pending.find(({ number }) => last && number < last.number)
  if (late && last) {
    throw new Error(
      `Migration ${late.name} comes too late: ${last.name} has been applied to this database already. Give it a ` +
        'number after that.',
    )
  }
  return pending
}
