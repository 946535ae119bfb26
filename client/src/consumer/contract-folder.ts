/**
 * A folder of contract files, and what is known of the tests that they came from. The contracts are the truth: what is
 * known besides only says which interactions may go, and can be deleted at any time.
 */
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import type { Origin, Stored } from '../contract/combine.ts'
import type { Pair } from '../contract/contract-file.ts'
import { type StoredContract, contractFileName, contractText, readContract } from '../contract/contract-text.ts'
import { interactionKey } from '../contract/interaction-key.ts'
import { fileText, isJsonObject, parseJson } from '../contract/json.ts'
import type { JsonObject } from './matching/expected.ts'
import { PRIVATE_FOLDER } from './fragments.ts'

/** By contract file, and by the key of an interaction. */
type Origins = ReadonlyMap<string, ReadonlyMap<string, readonly Origin[]>>

export interface FolderContract extends Pair {
  readonly file: string
  readonly text?: string
  readonly interactions: readonly Stored[]
  readonly metadata: JsonObject
  readonly isOurs: boolean
}

const ORIGINS = 'origins.json'

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined)
}

/** Whole or not at all. Only who holds the lock of the folder writes. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const unfinished = join(folder, PRIVATE_FOLDER, 'unfinished')
  await writeFile(unfinished, text)
  await rename(unfinished, join(folder, name))
}

/** Makes the folder that is not for people; version control leaves it alone. */
export async function preparePrivateFolder(folder: string): Promise<void> {
  const inside = join(folder, PRIVATE_FOLDER)
  await mkdir(inside, { recursive: true })
  await writeFile(join(inside, '.gitignore'), '*\n')
}

function isOrigin(value: unknown): value is Origin {
  return isJsonObject(value) && typeof value['file'] === 'string' && typeof value['test'] === 'string'
}

function originsIn(folder: string, byKey: unknown): ReadonlyMap<string, readonly Origin[]> {
  if (!isJsonObject(byKey)) return new Map()
  return new Map(
    Object.entries(byKey).map(([key, origins]) => {
      const known: readonly unknown[] = Array.isArray(origins) ? origins : []
      return [key, known.filter(isOrigin).map(({ file, test }) => ({ file: resolve(folder, file), test }))]
    }),
  )
}

async function readOrigins(folder: string): Promise<Origins> {
  const byFile = parseJson((await readText(join(folder, PRIVATE_FOLDER, ORIGINS))) ?? '{}')
  if (!isJsonObject(byFile)) return new Map()
  return new Map(Object.entries(byFile).map(([file, byKey]) => [file, originsIn(folder, byKey)]))
}

/** Files are named from the folder of the contracts, so that a checkout can be moved. */
async function writeOrigins(folder: string, contracts: readonly FolderContract[]): Promise<void> {
  const relativeTo = ({ file, test }: Origin) => ({ file: relative(folder, file).replaceAll(sep, '/'), test })
  const byFile = contracts.map(({ file, interactions }) => [
    file,
    Object.fromEntries(
      interactions.map(({ interaction, origins }) => [interactionKey(interaction), origins.map(relativeTo)]),
    ),
  ])
  const name = join(PRIVATE_FOLDER, ORIGINS)
  const text = fileText(Object.fromEntries(byFile))
  if (text !== (await readText(join(folder, name)))) await writeWhole(folder, name, text)
}

function withOrigins(contract: StoredContract, text: string, origins: Origins): FolderContract {
  const file = contractFileName(contract)
  const known = origins.get(file)
  const interactions = contract.interactions.map((interaction) => ({
    interaction,
    origins: known?.get(interactionKey(interaction)) ?? [],
  }))
  return { ...contract, file, text, interactions }
}

/** The contracts of the folder that are of version 4, and named as contracts are. */
export async function readContractFolder(folder: string): Promise<readonly FolderContract[]> {
  const origins = await readOrigins(folder)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const contracts = await Promise.all(
    names.map(async (name): Promise<readonly FolderContract[]> => {
      const text = (await readText(join(folder, name))) ?? ''
      const contract = readContract(text)
      return contract && contractFileName(contract) === name ? [withOrigins(contract, text, origins)] : []
    }),
  )
  return contracts.flat()
}

/** Refuses to write over what is no contract of this pair: it could not be added to. */
export async function refuseOtherFiles(folder: string, pairs: readonly Pair[]): Promise<void> {
  const there = new Set((await readdir(folder)).filter((name) => name.endsWith('.json')))
  const pairOf = new Map<string, Pair>()
  for (const pair of pairs) {
    const file = contractFileName(pair)
    const other = pairOf.get(file)
    pairOf.set(file, pair)
    if (other) {
      throw new Error(
        `${other.consumer} → ${other.provider} and ${pair.consumer} → ${pair.provider} would both be written to ${join(folder, file)}. Give one of them a \`dir\` of its own.`,
      )
    }
    if (!there.has(file)) continue
    const text = await readText(join(folder, file))
    const found = text === undefined ? undefined : readContract(text)
    if (found?.consumer !== pair.consumer || found.provider !== pair.provider) {
      throw new Error(
        `${join(folder, file)} is there, and is no contract of version 4 between ${pair.consumer} and ${pair.provider}. Delete it, or give the contract another \`dir\`.`,
      )
    }
  }
}

/** The names of the files that changed. A contract without interactions has no file. */
export async function writeContractFolder(
  folder: string,
  contracts: readonly FolderContract[],
): Promise<{ readonly written: readonly string[]; readonly removed: readonly string[] }> {
  const written: string[] = []
  const removed: string[] = []
  for (const contract of contracts) {
    const file = join(folder, contract.file)
    if (contract.interactions.length === 0) {
      await rm(file, { force: true })
      removed.push(file)
    } else {
      const interactions = contract.interactions.map(({ interaction }) => interaction)
      const text = contractText(contract, interactions, contract.metadata)
      if (text === contract.text) continue
      await writeWhole(folder, contract.file, text)
      written.push(file)
    }
  }
  await writeOrigins(
    folder,
    contracts.filter(({ interactions }) => interactions.length > 0),
  )
  return { written, removed }
}
