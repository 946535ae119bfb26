/** Makes contract files of fragments: one merge for all workers, threads and processes of a run. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Origin, combine } from '../contract/combine.ts'
import type { Pair } from '../contract/contract-file.ts'
import { contractFileName } from '../contract/contract-text.ts'
import { canonical, compareText } from '../contract/json.ts'
import { type ContractConflict, ContractConflictError } from './conflict-error.ts'
import {
  type FolderContract,
  preparePrivateFolder,
  readContractFolder,
  refuseOtherFiles,
  writeContractFolder,
} from './contract-folder.ts'
import { type Fragment, PRIVATE_FOLDER, type Passed } from './fragments.ts'
import { withLock } from './lock.ts'
import type { Note } from './matching/expected.ts'

/** What a contract cannot say of an interaction, though its schema does. */
export interface InteractionNote extends Pair {
  readonly description: string
  readonly note: Note
}

/** What the variants of an expectation are. */
export interface InteractionShapes extends Pair {
  readonly description: string
  /** Their names: `complete`, `without 'discount'`. */
  readonly shapes: readonly string[]
}

/** What a merge did. */
export interface MergeResult {
  /** Contract files that are new or changed. */
  readonly written: readonly string[]
  /** Contract files that have no interaction any more. */
  readonly removed: readonly string[]
  /** How many interactions all contracts of the folders have. */
  readonly interactions: number
  /** What the contracts that changed cannot say, each once. */
  readonly notes: readonly InteractionNote[]
  /** The variants in the contracts that changed. */
  readonly shapes: readonly InteractionShapes[]
}

/** Whether what this test gave before stays, though it gave nothing now. */
export type Keeps = (origin: Origin | undefined) => boolean

interface Run {
  readonly fragments: readonly Fragment[]
  readonly keeps: Keeps
}

function notesOf(passed: readonly Passed[]): readonly InteractionNote[] {
  const notes = passed.flatMap(({ consumer, provider, interaction: { description }, notes }) =>
    notes.map((note) => ({ consumer, provider, description, note })),
  )
  return eachOnce(notes)
}

function shapesOf(passed: readonly Passed[]): readonly InteractionShapes[] {
  const all = passed.map(({ consumer, provider, interaction: { description }, shapes = [] }) => ({
    consumer,
    provider,
    description,
    shapes,
  }))
  return eachOnce(all.filter(({ shapes }) => shapes.length > 0))
}

function eachOnce<Item>(items: readonly Item[]): readonly Item[] {
  const byText = new Map(items.map((item) => [canonical(item), item]))
  return [...byText].toSorted(([one], [other]) => compareText(one, other)).map(([, item]) => item)
}

function combineContract(contract: FolderContract, passed: readonly Passed[], keeps: Keeps) {
  const captured = passed.filter((one) => contractFileName(one) === contract.file)
  const combined = combine({
    stored: contract.interactions,
    captured,
    // Of interactions that others wrote nothing is known, and nothing is removed.
    keeps: (origin) => (origin === undefined && !contract.isOurs) || keeps(origin),
  })
  const conflicts = combined.conflicts.map((conflict): ContractConflict => ({
    ...conflict,
    consumer: contract.consumer,
    provider: contract.provider,
  }))
  return { contract: { ...contract, interactions: combined.interactions }, captured, conflicts }
}

function newContract(pair: Pair): FolderContract {
  const { consumer, provider } = pair
  return { consumer, provider, file: contractFileName(pair), interactions: [], metadata: {}, isOurs: true }
}

/** Whether we wrote to it before. */
function isKnown({ isOurs, interactions }: FolderContract): boolean {
  return isOurs || interactions.some(({ origins }) => origins.length > 0)
}

async function mergeLocked(folder: string, { fragments, keeps }: Run): Promise<MergeResult> {
  const passed = fragments.filter((fragment) => fragment.kind === 'passed')
  const pairs = [...new Map(passed.map((one) => [canonical([one.consumer, one.provider]), one])).values()]
  await refuseOtherFiles(folder, pairs)
  const there = await readContractFolder(folder)
  const files = new Set(there.map(({ file }) => file))
  const added = pairs.map(newContract).filter(({ file }) => !files.has(file))
  const capturedFiles = new Set(pairs.map(contractFileName))
  const touched = [...there, ...added]
    .filter((contract) => capturedFiles.has(contract.file) || isKnown(contract))
    .toSorted((one, other) => compareText(one.file, other.file))
  const combined = touched.map((contract) => combineContract(contract, passed, keeps))
  const conflicts = combined.flatMap((one) => one.conflicts)
  if (conflicts.length > 0) throw new ContractConflictError(conflicts)
  const contracts = combined.map(({ contract }) => contract)
  const changes = await writeContractFolder(folder, contracts)
  const changed = new Set(changes.written)
  const ofChanged = combined.flatMap(({ contract, captured }) =>
    changed.has(join(folder, contract.file)) ? captured : [],
  )
  return {
    ...changes,
    interactions: contracts.reduce((sum, { interactions }) => sum + interactions.length, 0),
    notes: notesOf(ofChanged),
    shapes: shapesOf(ofChanged),
  }
}

/**
 * Merges what was captured into the contracts of one folder. `take` gives what there is, while nobody else merges.
 * Nothing is written when there is a conflict.
 */
export async function mergeFolder(folder: string, take: () => Run): Promise<MergeResult> {
  await mkdir(folder, { recursive: true })
  await preparePrivateFolder(folder)
  return withLock(join(folder, PRIVATE_FOLDER, 'lock'), () => mergeLocked(folder, take()))
}
