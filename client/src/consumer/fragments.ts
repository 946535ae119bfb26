/**
 * What a test captured, as a file of its own: however many workers, threads and processes write, none writes the file of
 * another, and no reader sees half a file. The merge makes contracts of them.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { readFile, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isMainThread, threadId } from 'node:worker_threads'
import type { Captured, Origin } from '../contract/combine.ts'
import type { Pair } from '../contract/contract-file.ts'
import { interactionKey } from '../contract/interaction-key.ts'
import { canonical, compareText, isJsonObject } from '../contract/json.ts'
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
let written = 0

/** Where contracts are written when nobody says: `contracts`, in the folder of the project or the one tests run in. */
export function contractFolder(directory?: string): string {
  const { TALLYSTICK_ROOT: root = '', TALLYSTICK_CONTRACTS: contracts = 'contracts' } = process.env
  return resolve(root, directory ?? contracts)
}

/** The fragments of this run: the run's own folder when a test runner's set-up named it, else beside the contracts. */
export function fragmentFolder(directory: string): string {
  return process.env['TALLYSTICK_RUN'] ?? join(directory, PRIVATE_FOLDER, 'fragments')
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

const writer = () => `${process.pid}-${threadId}`

/** node:test tells the processes of test files what it was told; other runners do not. */
const isFiltered = () => process.execArgv.some((argument) => /^--test-(name-pattern|skip-pattern|only)/.test(argument))

/** A test that runs again writes the same file again; another content of the same test gets a file beside it. */
function fileNameOf(fragment: Fragment): string {
  const { kind, directory, consumer, provider, origin } = fragment
  const key = kind === 'passed' ? interactionKey(fragment.interaction) : fragment.description
  const test = hash(canonical([directory, consumer, provider, origin.file, origin.test, key]))
  return `${fragment.writer}-${test}-${kind === 'passed' ? hash(canonical(fragment.interaction)) : kind}${SUFFIX}`
}

export function writeFragment(directory: string, captured: Passed | Failed): void {
  const fragment: Fragment = { ...captured, directory, writer: writer(), at: Date.now(), isOfSome: isFiltered() }
  const folder = fragmentFolder(directory)
  const unfinished = join(folder, `${fragment.writer}-${written++}`)
  const text = JSON.stringify(fragment)
  try {
    writeFileSync(unfinished, text)
  } catch {
    mkdirSync(folder, { recursive: true })
    writeFileSync(unfinished, text)
  }
  renameSync(unfinished, join(folder, fileNameOf(fragment)))
}

function isFragment(value: unknown): value is Fragment {
  return isJsonObject(value) && (value['kind'] === 'passed' || value['kind'] === 'failed')
}

/** The fragments of a folder, in an order that does not depend on who wrote when. */
export async function readFragments(folder: string): Promise<readonly Fragment[]> {
  const names = await readdir(folder).catch(() => [])
  const fragments: Fragment[] = []
  for (const name of names.filter((name) => name.endsWith(SUFFIX))) {
    const text = await readFile(join(folder, name), 'utf8')
    const fragment: unknown = JSON.parse(text)
    if (isFragment(fragment)) fragments.push(fragment)
  }
  return fragments.toSorted((one, other) => compareText(orderOf(one), orderOf(other)))
}

const orderOf = ({ origin, consumer, provider }: Fragment) => canonical([origin.file, origin.test, consumer, provider])

export async function removeFragments(folder: string, fragments: readonly Fragment[]): Promise<void> {
  await Promise.all(fragments.map((fragment) => rm(join(folder, fileNameOf(fragment)), { force: true })))
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
export function ofLastRuns(fragments: readonly Fragment[]): readonly Fragment[] {
  const byFile = Map.groupBy(fragments, ({ origin }) => origin.file)
  return [...byFile.values()].flatMap((ofFile) => {
    const last = ofFile.reduce((latest, one) => (one.at > latest.at ? one : latest))
    return ofFile.filter(({ writer }) => writer === last.writer)
  })
}
