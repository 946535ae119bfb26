import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { dumpSchema } from './schema-dump.ts'

const root = new URL('../../../', import.meta.url)
const schemaFile = new URL('migrations/schema.sql', root)
const tablesFile = new URL('broker/src/tables.ts', root)

interface Generated {
  readonly file: URL
  readonly content: string
}

async function tableTypes(url: string): Promise<string> {
  const mapping = JSON.stringify({ int8: 'number', timestamptz: 'Date' })
  const command = fileURLToPath(new URL('node_modules/kysely-codegen/dist/cli/bin.js', root))
  const flags = ['--dialect', 'postgres', '--url', url, '--type-mapping', mapping, '--print', '--log-level', 'error']
  const exclude = ['--exclude-pattern', '{*.schema_migrations,schema_migrations,pgboss.*}']
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...flags, ...exclude])
  return stdout
}

/** The files that follow from the migrations, as they should be. */
export async function generatedFrom(url: string): Promise<readonly Generated[]> {
  return [
    { file: schemaFile, content: await dumpSchema(url) },
    { file: tablesFile, content: await tableTypes(url) },
  ]
}

export async function currentContent(file: URL): Promise<string> {
  return readFile(file, 'utf8')
}

export async function writeGenerated(files: readonly Generated[]): Promise<void> {
  for (const { file, content } of files) await writeFile(file, content)
}
