// Replays contracts that a test writes into a folder of its own.

import { afterEach, beforeEach } from 'vitest'
import { type App, type Verification, VerificationError, type VerifyOptions, verify } from '../../src/provider/index.ts'
import { type Workplace, createWorkplace } from '../support/workplace.ts'
import { contract } from './contracts.ts'

type Options = Partial<Omit<VerifyOptions, 'cwd'>>

/** A folder for each test, and what replays the contracts in its `pacts`. Call it once, at the top of a test file. */
export function useReplay() {
  let workplace: Workplace
  beforeEach(() => {
    workplace = createWorkplace()
  })
  afterEach(() => workplace.remove())

  /** Gives what was found, good or bad. */
  async function replayFolder(options: Options = {}): Promise<Verification> {
    const app: App = (_request, response) => void response.end()
    const defaults = { provider: 'stock', app, contracts: 'pacts', env: {} }
    try {
      return await verify({ ...defaults, ...options, cwd: workplace.folder })
    } catch (error) {
      if (error instanceof VerificationError) return error.verification
      throw error
    }
  }

  return {
    workplace: () => workplace,
    replayFolder,
    /** These interactions, as a contract of shop with stock. */
    async replay(interactions: readonly object[], options: Options = {}): Promise<Verification> {
      workplace.write('pacts/contract.json', contract(interactions))
      return replayFolder(options)
    },
  }
}
