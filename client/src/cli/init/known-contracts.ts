/** The contracts that a provider has already: in a folder of its project, else at its broker. */
import { variable } from '../../environment.ts'
import type { ContractDocument } from '../../provider/document.ts'
import { type ContractSource, loadContracts } from '../../provider/sources.ts'
import { messageOf } from '../../provider/within.ts'
import { transportOptions } from '../broker-options.ts'
import type { Terminal } from '../terminal.ts'

export interface KnownContracts {
  readonly documents: readonly ContractDocument[]
  /** Where they are, when they are here. */
  readonly folder?: string
}

const FOLDERS = ['contracts', 'pacts']
/** Somebody waits, and a test can be written without. */
const LONGEST_WAIT_MS = 5_000

async function load(source: ContractSource, provider: string, { cwd, env }: Terminal) {
  const contracts = await loadContracts([source], { provider }, { cwd, env })
  return contracts.map(({ document }) => document)
}

/** Other things than contracts may be in a folder of that name. */
async function loadFolder(folder: string, provider: string, terminal: Terminal): Promise<readonly ContractDocument[]> {
  try {
    return await load(folder, provider, terminal)
  } catch {
    return []
  }
}

export async function findContracts(provider: string, terminal: Terminal): Promise<KnownContracts> {
  for (const folder of FOLDERS) {
    const documents = await loadFolder(folder, provider, terminal)
    if (documents.length > 0) return { documents, folder }
  }
  try {
    const broker = { ...transportOptions({}, terminal), retries: 0, timeoutMs: LONGEST_WAIT_MS }
    return { documents: await load({ broker }, provider, terminal) }
  } catch (error) {
    // Where nobody named a broker, one on this machine is only a guess.
    if (variable(terminal.env, 'BASE_URL') !== undefined) terminal.note(messageOf(error), 'yellow')
    return { documents: [] }
  }
}
