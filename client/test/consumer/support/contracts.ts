import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Contract, type MergeOptions, contract, mergeContracts } from '../../../src/consumer/index.ts'
import type { Interaction } from '../../../src/contract/contract-file.ts'

/** A folder for contracts, which is gone after the test. */
export function contractFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'contracts-'))
  const read = (name: string) => {
    const file = join(folder, `${name}.json`)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  return {
    folder,
    contract: (consumer = 'shop', provider = 'orders'): Contract => contract({ consumer, provider, dir: folder }),
    merge: (options?: MergeOptions) => mergeContracts(folder, options),
    text: read,
    interactions: (name = 'shop-orders') =>
      (JSON.parse(read(name) ?? '{"interactions":[]}') as { interactions: Interaction[] }).interactions,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** What a promise is rejected with. */
export async function thrownBy(work: () => unknown): Promise<Error> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Error) return error
    throw new Error('what was thrown is no Error', { cause: error })
  }
  throw new Error('nothing was thrown')
}
