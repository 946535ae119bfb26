import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createApp } from '../../src/app.ts'
import type { Config } from '../../src/kernel/config.ts'
import { httpServer } from '../../src/kernel/http/listen.ts'
import { withLive } from '../../src/live.ts'
import type { TestBroker } from './server.ts'

/** Another broker on the database of this one, with what is said of its configuration. Stop it before that one. */
export async function alsoServed({ context }: Pick<TestBroker, 'context'>, config: Partial<Config> = {}) {
  const server = httpServer(createApp(withLive({ ...context, config: { ...context.config, ...config } })))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
