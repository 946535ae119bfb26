import type { Request, Response } from 'express'
import type { Reply } from '../endpoint.ts'
import { openStream } from './stream.ts'

// Express's `request.fresh` heeds `Cache-Control: no-cache`, which `fetch` adds to every conditional request.
function hasCurrent(request: Request, etag: string): boolean {
  const known = request.headers['if-none-match']
  return known !== undefined && known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag === '*')
}

/** Sends the reply as `mediaType`, unless it has a type of its own. */
export function send(response: Response, reply: Reply, mediaType: string): void {
  response.status(reply.status).set({ ...reply.headers })
  if (reply.cookies) response.append('Set-Cookie', [...reply.cookies])
  if (reply.etag !== undefined) {
    // Weak, since the same tag stands for the compressed bytes as well.
    response.set('ETag', `W/${reply.etag}`)
    if (reply.status === 200 && hasCurrent(response.req, reply.etag)) {
      response.status(304).end()
      return
    }
  }
  if (reply.stream) {
    reply.stream(openStream(response, reply.mediaType ?? mediaType))
    return
  }
  if (reply.body === undefined) {
    if (reply.status !== 204) response.setHeader('Content-Length', 0)
    response.end()
    return
  }
  response.setHeader('Content-Type', `${reply.mediaType ?? mediaType};charset=utf-8`)
  const { body } = reply
  const content = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  response.setHeader('Content-Length', Buffer.byteLength(content))
  // Text is written together with the headers.
  response.end(content)
}
