import { glob, readFile, readdir, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { TransportOptions } from '../broker/transport.ts'
import type { Environment } from '../ci.ts'
import type { Asker, BrokerContracts } from './broker-source.ts'
import { ContractError } from './contract-error.ts'
import { readDocument } from './document.ts'
import { parseExactly } from './exact-json.ts'
import type { LoadedContract } from './loaded-contract.ts'
import { messageOf } from './within.ts'

/** One contract at an address: a broker's, for which a webhook may have started this build, or any other. */
export interface ContractAtUrl {
  readonly url: string
  /** Whose credentials are sent along. Unless told, those of the environment's broker when it is there. */
  readonly broker?: TransportOptions | undefined
}

/** A file, a folder, a pattern (`pacts/*.json`), a URL, or what a broker selects. */
export type ContractSource = string | URL | ContractAtUrl | BrokerContracts

interface Place {
  readonly cwd: string
  readonly env: Environment
}

const MAGIC = /[*?[\]{}]/

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    return undefined
  }
}

async function readContract(path: string, cwd: string): Promise<LoadedContract> {
  let source: unknown
  try {
    source = parseExactly(await readFile(resolve(cwd, path), 'utf8'))
  } catch (cause) {
    throw new ContractError(`${path} cannot be read as a contract: ${messageOf(cause)}`, { cause })
  }
  return { document: readDocument(source, path), pending: false, notices: [], origin: path, publishedTo: undefined }
}

/** What lies in folders whose names begin with a dot is not meant for readers: capturing keeps its notes there. */
const isHidden = (path: string) => path.split(sep).some((part) => part.startsWith('.'))

async function pathsIn(folder: string, cwd: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, folder), { recursive: true })
  return entries.filter((entry) => entry.endsWith('.json') && !isHidden(entry)).map((entry) => join(folder, entry))
}

async function loadFiles(argument: string, provider: string, cwd: string): Promise<readonly LoadedContract[]> {
  const kind = await kindOf(resolve(cwd, argument))
  if (kind === 'file') {
    const contract = await readContract(argument, cwd)
    const { consumer, provider: other } = contract.document
    if (other === provider) return [contract]
    throw new ContractError(`${argument} is the contract of ${consumer} with '${other}', not with '${provider}'`)
  }
  if (kind === undefined && !MAGIC.test(argument)) throw new ContractError(`There is no file or folder '${argument}'`)
  const paths = kind === 'folder' ? await pathsIn(argument, cwd) : await Array.fromAsync(glob(argument, { cwd }))
  const contracts = await Promise.all(paths.toSorted().map((path) => readContract(path, cwd)))
  // A folder may have the contracts of many providers.
  return contracts.filter(({ document }) => document.provider === provider)
}

function isAddress(source: string): boolean {
  return /^https?:\/\//.test(source)
}

async function load(source: ContractSource, asker: Asker, { cwd, env }: Place): Promise<readonly LoadedContract[]> {
  if (typeof source === 'string' && !isAddress(source)) return loadFiles(source, asker.provider, cwd)
  // What speaks to a broker takes time to load, and files do without it.
  const { loadFromBroker, loadUrl } = await import('./broker-source.ts')
  if (typeof source === 'string' || source instanceof URL) return [await loadUrl({ url: String(source) }, env)]
  return 'url' in source ? [await loadUrl(source, env)] : loadFromBroker(source, asker, env)
}

/** All contracts of the sources, in their order. Throws when one cannot be read. */
export async function loadContracts(
  sources: readonly ContractSource[],
  asker: Asker,
  place: Place,
): Promise<readonly LoadedContract[]> {
  return (await Promise.all(sources.map((source) => load(source, asker, place)))).flat()
}
