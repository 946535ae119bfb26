import express, { type Request, type RequestHandler } from 'express'
import { BrokerError } from '../broker-error.ts'
import type { Endpoint } from '../endpoint.ts'

const MAX_DEPTH = 100
const utf8 = new TextDecoder('utf-8', { fatal: true })

type Accepted = NonNullable<Endpoint['body']>

/** The body as it was sent and as JSON. */
export interface ReadBody {
  readonly text: string
  readonly json: unknown
}

const NOTHING: ReadBody = { text: '', json: undefined }

function mediaTypeOf(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

function decodeText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    const position = bytes.toString('utf8').indexOf('\uFFFD')
    throw new BrokerError(
      'malformed-request',
      `Request body has a non UTF-8 character at char ${position + 1}. Send the body in UTF-8.`,
      { cause },
    )
  }
}

/** The position of the quote that ends the string that begins at `start`. */
function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let backslashes = 0
    while (json.charCodeAt(end - 1 - backslashes) === 92) backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return json.length
}

/** Nesting is bounded before parsing, so that no reader further in can run out of stack. */
function depthOf(json: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < json.length; i += 1) {
    const code = json.charCodeAt(i)
    if (code === 34) i = endOfString(json, i)
    else if (code === 91 || code === 123) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (code === 93 || code === 125) depth -= 1
  }
  return deepest
}

/** The engine shows what stands around the place, which may be a password. */
function withoutExcerpt(reason: string): string {
  return reason.replace(/,? (\.\.\.)?".*"(\.\.\.)? is not valid JSON$/s, '')
}

function parseJson(text: string): unknown {
  // Every level takes two characters.
  if (text.length > MAX_DEPTH * 2 && depthOf(text) > MAX_DEPTH) {
    throw new BrokerError('malformed-request', `The request body is nested more than ${MAX_DEPTH} levels deep`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? withoutExcerpt(cause.message) : String(cause)
    throw new BrokerError('malformed-request', `The request body is not valid JSON: ${reason}`)
  }
}

function checkMediaType(mediaType: string, { mediaTypes }: Accepted): void {
  if (mediaTypes.includes(mediaType)) return
  throw new BrokerError(
    'unsupported-media-type',
    `The content type must be ${mediaTypes.join(' or ')}${mediaType === '' ? '' : `, not ${mediaType}`}`,
    { headers: { Accept: mediaTypes.join(', ') } },
  )
}

/** Reads the bodies of requests that may have one, as far as their type is accepted. */
export function bodyReader(limitBytes: number): (accepted: Accepted | undefined) => readonly RequestHandler[] {
  // Any type is read, so that one that is not accepted can be told from none at all.
  const read = express.raw({ type: () => true, limit: limitBytes })
  return (accepted) => {
    if (!accepted) return []
    const checkType: RequestHandler = (request, _response, next) => {
      const mediaType = mediaTypeOf(request)
      if (mediaType !== '') checkMediaType(mediaType, accepted)
      next()
    }
    return [checkType, read]
  }
}

/** The body that has been read. */
export function bodyOf(request: Request, accepted: Accepted | undefined): ReadBody {
  if (!accepted) return NOTHING
  const bytes: unknown = request.body
  const isEmpty = !Buffer.isBuffer(bytes) || bytes.length === 0
  const mediaType = mediaTypeOf(request)
  if (!(isEmpty && mediaType === '' && accepted.optional === true)) checkMediaType(mediaType, accepted)
  if (isEmpty) {
    if (accepted.optional) return { text: '', json: {} }
    throw new BrokerError('malformed-request', 'The request body is empty. Send a JSON document.')
  }
  const text = decodeText(bytes)
  return { text, json: parseJson(text) }
}
