import type { Request, Response } from 'express'
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { Reply } from '../endpoint.ts'
import { type Encoding, acceptedEncoding } from './negotiation.ts'

// Below, a packet carries it anyway.
const COMPRESS_FROM_BYTES = 1400
// Up to here compressing at once costs less than handing it to another thread, and holds up nobody.
const COMPRESS_AT_ONCE_BYTES = 256 * 1024
// The quickest settings: JSON with its repeated links shrinks to a tenth already.
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
const gzipOptions = { level: 1 }

const compressors = {
  br: {
    atOnce: (payload: string) => brotliCompressSync(payload, brotliOptions),
    aside: (payload: string) => promisify(brotliCompress)(payload, brotliOptions),
  },
  gzip: {
    atOnce: (payload: string) => gzipSync(payload, gzipOptions),
    aside: (payload: string) => promisify(gzip)(payload, gzipOptions),
  },
} as const satisfies Readonly<Record<Encoding, unknown>>

function hasCurrent(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match']
  return known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag === '*')
}

async function writeBody(response: Response, payload: string): Promise<void> {
  const { method, headers } = response.req
  const encoding =
    payload.length < COMPRESS_FROM_BYTES || method === 'HEAD' ? undefined : acceptedEncoding(headers['accept-encoding'])
  if (encoding === undefined) {
    response.setHeader('Content-Length', Buffer.byteLength(payload))
    response.end(payload)
    return
  }
  const { atOnce, aside } = compressors[encoding]
  const compressed = payload.length <= COMPRESS_AT_ONCE_BYTES ? atOnce(payload) : await aside(payload)
  response.setHeader('Content-Encoding', encoding)
  response.setHeader('Content-Length', compressed.length)
  response.end(compressed)
}

/** Sends the reply as `mediaType`, unless it has a type of its own. */
export async function send(response: Response, reply: Reply, mediaType: string): Promise<void> {
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
  response.statusCode = reply.status
  if (reply.etag !== undefined) {
    // Weak, since the same tag stands for the compressed bytes as well.
    response.setHeader('ETag', `W/${reply.etag}`)
    if (reply.status === 200 && hasCurrent(response.req, reply.etag)) {
      response.statusCode = 304
      response.end()
      return
    }
  }
  if (reply.body === undefined) {
    if (reply.status !== 204) response.setHeader('Content-Length', 0)
    response.end()
    return
  }
  response.setHeader('Content-Type', `${reply.mediaType ?? mediaType};charset=utf-8`)
  await writeBody(response, typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
}
