import express, { type Request } from 'express'
import { BrokerError } from '../broker-error.ts'

const MAX_DEPTH = 100
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Reads the body as bytes, whatever its type says. */
export function readBody(limitBytes: number): express.RequestHandler {
  return express.raw({ type: () => true, limit: limitBytes })
}

export function mediaTypeOf(request: Request): string {
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

/** Nesting is bounded before parsing, so that no reader further in can run out of stack. */
export function depthOf(json: string): number {
  let depth = 0
  let deepest = 0
  for (let i = 0; i < json.length; i += 1) {
    const code = json.charCodeAt(i)
    if (code === 34) {
      i += 1
      while (i < json.length && json.charCodeAt(i) !== 34) i += json.charCodeAt(i) === 92 ? 2 : 1
    } else if (code === 91 || code === 123) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (code === 93 || code === 125) depth -= 1
  }
  return deepest
}

export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (depthOf(text) > MAX_DEPTH) {
      throw new BrokerError('malformed-request', `The request body is nested more than ${MAX_DEPTH} levels deep`)
    }
    return value
  } catch (cause) {
    if (cause instanceof BrokerError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BrokerError('malformed-request', `The request body is not valid JSON: ${reason}`, { cause })
  }
}

interface ReadBody {
  readonly text: string
  readonly json: unknown
}

/** The body as text and as JSON, after the checks that hold for every endpoint. */
export function bodyOf(
  request: Request,
  accepted: { readonly mediaTypes: readonly string[]; readonly optional?: boolean } | undefined,
): ReadBody {
  const bytes: unknown = request.body
  const isEmpty = !Buffer.isBuffer(bytes) || bytes.length === 0
  if (!accepted) return { text: '', json: undefined }
  const mediaType = mediaTypeOf(request)
  if (!accepted.mediaTypes.includes(mediaType) && !(isEmpty && accepted.optional === true && mediaType === '')) {
    throw new BrokerError(
      'unsupported-media-type',
      `The content type must be ${accepted.mediaTypes.join(' or ')}${mediaType === '' ? '' : `, not ${mediaType}`}`,
      { headers: { Accept: accepted.mediaTypes.join(', ') } },
    )
  }
  if (isEmpty) {
    if (accepted.optional === true) return { text: '', json: {} }
    throw new BrokerError('malformed-request', 'The request body is empty. Send a JSON document.')
  }
  const text = decodeText(bytes)
  return { text, json: parseJson(text) }
}
