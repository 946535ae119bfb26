// A provider that keeps what it was asked, to the byte.
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface Asked {
  readonly method: string
  readonly path: string
  /** Names and values, decoded. */
  readonly query: readonly (readonly [string, string])[]
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

export interface Recorder {
  readonly url: string
  /** What it was asked since this was called last. */
  taken(): readonly Asked[]
  close(): Promise<void>
}

/** Answers everything with 200. */
export async function startRecorder(): Promise<Recorder> {
  let asked: Asked[] = []
  const server: Server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method = '', url = '', headers } = request
      const { pathname, searchParams } = new URL(url, 'http://provider')
      asked.push({ method, path: pathname, query: [...searchParams], headers, body })
      return response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken() {
      const taken = asked
      asked = []
      return taken
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}
