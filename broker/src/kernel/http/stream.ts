import type { Response } from 'express'
import type { OpenStream } from '../endpoint.ts'

// A client that leaves so much unread does not read at all; it can come back and read on.
const MOST_UNREAD_BYTES = 1024 * 1024
const LONGEST_UNREAD_MS = 30_000

/** Sends the head of a response that is written bit by bit, past everything that would hold the bits back. */
export function openStream(response: Response, mediaType: string): OpenStream {
  const closing = new AbortController()
  response.once('close', () => closing.abort())
  response.setHeader('Content-Type', `${mediaType};charset=utf-8`)
  // Compression waits for more to compress; so does the buffer of nginx.
  response.setHeader('Cache-Control', 'no-store, no-transform')
  response.setHeader('X-Accel-Buffering', 'no')
  response.flushHeaders()
  if (response.req.method === 'HEAD') response.end()

  return {
    closed: closing.signal,
    write(text) {
      if (response.writableEnded || response.destroyed) return
      response.write(text)
      if (response.writableLength > MOST_UNREAD_BYTES) response.destroy()
    },
    drained() {
      if (!response.writableNeedDrain || response.destroyed) return Promise.resolve()
      return new Promise((resolve) => {
        const late = setTimeout(() => response.destroy(), LONGEST_UNREAD_MS)
        const done = () => {
          clearTimeout(late)
          response.off('drain', done)
          response.off('close', done)
          resolve()
        }
        response.on('drain', done)
        response.on('close', done)
      })
    },
    end: () => response.end(),
    abort: () => response.destroy(),
  }
}
