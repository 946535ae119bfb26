import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Layout } from './layout.ts'
import type { Endpoint } from './settings.ts'

const SOCKET_PORT = 5432
/** What every system allows for the path of a Unix socket, in bytes. */
const SOCKET_PATH_LIMIT = 103

/** The socket inside the cluster, where the system can have one: no other data directory has the same. */
export function socketOf({ cluster }: Layout): Endpoint | undefined {
  const path = join(cluster, `.s.PGSQL.${SOCKET_PORT}`)
  if (process.platform === 'win32' || Buffer.byteLength(path) > SOCKET_PATH_LIMIT) return undefined
  return { host: cluster, port: SOCKET_PORT }
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

/** Not every file system can hold sockets; network mounts and those shared with a virtual machine often cannot. */
async function canHoldSockets(layout: Layout): Promise<boolean> {
  const probe = join(layout.root, 'probe.sock')
  await rm(probe, { force: true })
  return listenOnce(probe).then(
    () => true,
    () => false,
  )
}

/** Where a new server is to listen: at the socket if that is possible, else at a free port of this machine alone. */
export async function chooseEndpoint(layout: Layout): Promise<Endpoint> {
  const socket = socketOf(layout)
  if (socket && (await canHoldSockets(layout))) return socket
  return { host: '127.0.0.1', port: await listenOnce(0) }
}
