// Providers of Express on real ports, and a folder with a contract of shop with stock, as one that is to be replayed.

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { afterEach, beforeEach } from 'vitest'
import { contract } from '../../provider/contracts.ts'
import { type Workplace, createWorkplace } from '../../support/workplace.ts'

/** What a test starts ends with it. Call it once, at the top of a test file. */
export function useProviders() {
  let workplace: Workplace
  const servers: Server[] = []
  beforeEach(() => {
    workplace = createWorkplace()
  })
  afterEach(() => {
    workplace.remove()
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  return {
    /** Where it listens. */
    async listening(app: Express): Promise<string> {
      const server = app.listen(0, '127.0.0.1')
      servers.push(server)
      await new Promise((resolve) => server.once('listening', resolve))
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    /** What every kind of replay is told of a contract with these interactions. */
    replaying(interactions: readonly object[]) {
      workplace.write('pacts/shop-stock.json', contract(interactions))
      return { provider: 'stock', contracts: 'pacts', cwd: workplace.folder, env: {} }
    },
  }
}
