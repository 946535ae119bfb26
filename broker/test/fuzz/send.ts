// Requests as bytes: client libraries refuse most of what a hostile one would send.

import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

export interface RawRequest {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer
}

export interface RawAnswer {
  /** 0: the connection was closed without an answer. */
  readonly status: number
  readonly head: string
  readonly text: string
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  deflate: inflateSync,
}

const LIMIT_MS = 5000

export function bytesOf({ method, target, headers, body }: RawRequest): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)]
  if (body.length > 0) lines.push(`Content-Length: ${body.length}`)
  // Characters beyond a byte go as UTF-8, which servers read as Latin-1.
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`), body])
}

function unchunked(body: string): string {
  let text = ''
  for (let rest = body; ;) {
    const end = rest.indexOf('\r\n')
    const size = Number.parseInt(rest.slice(0, end), 16)
    if (!(size > 0)) return text
    text += rest.slice(end + 2, end + 2 + size)
    rest = rest.slice(end + 2 + size + 2)
  }
}

/** What comes after answers that are not the last word. */
const lastOf = (received: string) => received.replace(/^(HTTP\/1\.1 1\d\d [^\r]*\r\n(?:[^\r]+\r\n)*\r\n)+/, '')

function parsed(all: string): RawAnswer {
  const received = lastOf(all)
  const end = received.indexOf('\r\n\r\n')
  const head = end === -1 ? received : received.slice(0, end)
  const body = end === -1 ? '' : received.slice(end + 4)
  const isChunked = /^transfer-encoding: chunked$/im.test(head)
  const bytes = Buffer.from(isChunked ? unchunked(body) : body, 'latin1')
  const coding = /^content-encoding: (\w+)$/im.exec(head)?.[1] ?? ''
  const text = (bytes.length > 0 ? (decoders[coding]?.(bytes) ?? bytes) : bytes).toString('utf8')
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, text }
}

/** Sends the bytes, and reads until the broker closes the connection; throws when it does not. */
export async function sendBytes(url: string, bytes: Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  const received = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    const timer = setTimeout(() => {
      socket.destroy()
      reject(
        new Error(
          `No end of the answer within ${LIMIT_MS} ms: ${Buffer.concat(chunks).toString('latin1').slice(0, 300)}`,
        ),
      )
    }, LIMIT_MS)
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    // The broker may refuse a body before it has read it.
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(Buffer.concat(chunks).toString('latin1'))
    })
  })
  return parsed(received)
}
