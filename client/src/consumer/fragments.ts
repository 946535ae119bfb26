/**
 * What a test captured, as a file of its own: however many workers, threads and processes write, none writes the file of
 * another, and no reader sees half a file. The merge makes contracts of them.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isMainThread, threadId } from 'node:worker_threads'
import type { Captured, Origin } from '../contract/combine.ts'
import type { Pair } from '../contract/contract-file.ts'
import { isJsonObject } from '../contract/json.ts'
import { isRunning } from './lock.ts'
import type { Note } from './matching/expected.ts'

interface Written {
  /** The folder of the contract file. */
  readonly directory: string
  /** The process and the thread that wrote it, and when, in milliseconds. */
  readonly writer: string
  readonly at: number
  /** Only some tests of the file ran. */
  readonly isOfSome: boolean
}

/** An interaction that passed. */
export interface Passed extends Captured {
  readonly kind: 'passed'
  readonly notes: readonly Note[]
  /** The names of all variants, where this is the first of several. */
  readonly shapes?: readonly string[]
}

/** An expectation that failed: what its test gave before is not to be lost. */
export interface Failed extends Pair {
  readonly kind: 'failed'
  readonly description: string
  readonly origin: Origin
}

export type Fragment = (Passed | Failed) & Written

/** The folder, inside that of the contracts, that is not for people: fragments, origins, the lock. */
export const PRIVATE_FOLDER = '.tally'

const SUFFIX = '.fragment'

/** Where contracts are written when nobody says: `contracts`, in the folder of the project or the one tests run in. */
export function contractFolder(directory?: string): string {
  const { TALLYSTICK_ROOT: root = '', TALLYSTICK_CONTRACTS: contracts = 'contracts' } = process.env
  return resolve(root, directory ?? contracts)
}

/** The fragments of this run: the run's own folder when a test runner's set-up named it, else beside the contracts. */
export function fragmentFolder(directory: string): string {
  return process.env['TALLYSTICK_RUN'] ?? join(directory, PRIVATE_FOLDER, 'fragments')
}

const writer = () => `${process.pid}-${threadId}`

/** node:test tells the processes of test files what it was told; other runners do not. */
const isFiltered = () => process.execArgv.some((argument) => /^--test-(name-pattern|skip-pattern|only)/.test(argument))

/** The same of the same test is the same file, so that a test may run again; other contents get a file beside it. */
export function writeFragment(directory: string, captured: Passed | Failed): void {
  const known = { ...captured, directory, writer: writer(), isOfSome: isFiltered() }
  const folder = fragmentFolder(directory)
  const name = createHash('sha1').update(JSON.stringify(known)).digest('hex')
  const unfinished = join(folder, `${name}-${process.pid}-${threadId}`)
  const fragment: Fragment = { ...known, at: Date.now() }
  const text = JSON.stringify(fragment)
  try {
    writeFileSync(unfinished, text)
  } catch {
    mkdirSync(folder, { recursive: true })
    writeFileSync(unfinished, text)
  }
  renameSync(unfinished, join(folder, name + SUFFIX))
}

function isFragment(value: unknown): value is Fragment {
  return isJsonObject(value) && (value['kind'] === 'passed' || value['kind'] === 'failed')
}

/** A fragment, and where it is. */
export type Found = Fragment & { readonly path: string }

function readFragment(path: string): readonly Found[] {
  const fragment: unknown = JSON.parse(readFileSync(path, 'utf8'))
  return isFragment(fragment) ? [{ ...fragment, path }] : []
}

/** The fragments of a folder. There may be thousands: one by one is the fastest way to read small files. */
export function readFragments(folder: string): readonly Found[] {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter((name) => name.endsWith(SUFFIX)).flatMap((name) => readFragment(join(folder, name)))
}

export function removeFragments(fragments: readonly Found[]): void {
  for (const { path } of fragments) unlinkSync(path)
}

/** Whether whoever wrote it writes no more: it is this thread, a thread of this main thread, or a process that ended. */
export function isComplete({ writer }: Fragment): boolean {
  const [pid, thread] = writer.split('-').map(Number)
  if (pid === process.pid) return isMainThread || thread === threadId
  return pid === undefined || !isRunning(pid)
}

/**
 * A test file runs in one process: what an earlier run of it left behind, because it was killed before it merged, does
 * not count.
 */
export function ofLastRuns(fragments: readonly Found[]): readonly Found[] {
  const byFile = Map.groupBy(fragments, ({ origin }) => origin.file)
  return [...byFile.values()].flatMap((ofFile) => {
    const last = ofFile.reduce((latest, one) => (one.at > latest.at ? one : latest))
    return ofFile.filter(({ writer }) => writer === last.writer)
  })
}
