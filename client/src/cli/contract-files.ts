import { glob, readFile, readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { UsageError } from './exit-code.ts'

/** A contract in a file, as its text. */
export interface ContractFile {
  /** As the command line led to it. */
  readonly path: string
  readonly consumer: string
  readonly provider: string
  readonly text: string
}

const names = z.object({
  consumer: z.object({ name: z.string().trim().min(1) }),
  provider: z.object({ name: z.string().trim().min(1) }),
})

const MAGIC = /[*?[\]{}]/

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    return undefined
  }
}

async function pathsIn(folder: string, cwd: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, folder))
  const files = entries.filter((entry) => entry.endsWith('.json')).toSorted()
  if (files.length === 0) throw new UsageError(`There are no .json files in ${folder}: did the tests run?`)
  return files.map((file) => join(folder, file))
}

async function pathsThatMatch(pattern: string, cwd: string): Promise<readonly string[]> {
  const matches = await Array.fromAsync(glob(pattern, { cwd }))
  const kinds = await Promise.all(matches.map((match) => kindOf(resolve(cwd, match))))
  const files = matches.filter((_match, index) => kinds[index] === 'file').toSorted()
  if (files.length === 0) throw new UsageError(`No file matches '${pattern}': did the tests run?`)
  return files
}

async function pathsOf(argument: string, cwd: string): Promise<readonly string[]> {
  const kind = await kindOf(resolve(cwd, argument))
  if (kind === 'folder') return pathsIn(argument, cwd)
  if (kind === 'file') return [argument]
  if (MAGIC.test(argument)) return pathsThatMatch(argument, cwd)
  throw new UsageError(`There is no file or folder '${argument}': did the tests run?`)
}

function decoded(path: string, bytes: Uint8Array): string {
  try {
    // A byte order mark is left out.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UsageError(`${path} is not UTF-8 text.`, { cause })
  }
}

function parsed(path: string, text: string): unknown {
  if (text.trim() === '') throw new UsageError(`${path} is empty.`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new UsageError(`${path} is not JSON: ${why}.`, { cause })
  }
}

async function readContract(path: string, cwd: string): Promise<ContractFile> {
  const text = decoded(path, await readFile(resolve(cwd, path)))
  const found = names.safeParse(parsed(path, text))
  if (!found.success) {
    const where = found.error.issues[0]?.path.join('.') || 'an object'
    throw new UsageError(`${path} is not a contract: it has no ${where}.`)
  }
  const { consumer, provider } = found.data
  return { path, consumer: consumer.name, provider: provider.name, text }
}

/** The paths of the contract files that these arguments lead to, as `readContractFiles` reads them. */
export async function contractPaths(args: readonly string[], cwd: string): Promise<readonly string[]> {
  const paths = (await Promise.all(args.map((argument) => pathsOf(argument, cwd)))).flat()
  return [...new Map(paths.map((path) => [resolve(cwd, path), path])).values()]
}

/** The contracts in files, in the .json files of folders, and in the files that patterns match; each file once. */
export async function readContractFiles(args: readonly string[], cwd: string): Promise<readonly ContractFile[]> {
  return Promise.all((await contractPaths(args, cwd)).map((path) => readContract(path, cwd)))
}
