import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Layout } from './layout.ts'
import type { Endpoint } from './settings.ts'

const SOCKET_PORT = 5432
/** What every system allows for the path of a Unix socket. */
const SOCKET_PATH_LIMIT = 103

/** The socket inside the cluster: no other data directory can have the same. */
export function socketOf(layout: Layout): Endpoint {
  return { host: layout.cluster, port: SOCKET_PORT }
}

function listenOnce(address: string | number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    const listening = () => {
      const bound = server.address()
      server.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0))
    }
    if (typeof address === 'string') server.listen(address, listening)
    else server.listen(address, '127.0.0.1', listening)
  })
}

/** The socket, where the system and the file system can have one; else a free port of this machine alone. */
export async function chooseEndpoint(layout: Layout): Promise<Endpoint> {
  const socket = join(layout.cluster, `.s.PGSQL.${SOCKET_PORT}`)
  if (process.platform !== 'win32' && Buffer.byteLength(socket) <= SOCKET_PATH_LIMIT) {
    const directory = await mkdtemp(join(layout.root, '.s-'))
    const works = await listenOnce(join(directory, 's')).then(
      () => true,
      () => false,
    )
    await rm(directory, { recursive: true, force: true })
    if (works) return socketOf(layout)
  }
  return { host: '127.0.0.1', port: await listenOnce(0) }
}
