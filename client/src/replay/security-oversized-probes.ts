/** Requests that are larger than anybody needs: a provider should refuse them, or take them, but not break. */
import { isJsonObject, parseJson } from '../contract/json.ts'
import { headerIn } from './parts.ts'
import { joinPath, splitPath } from './security-credentials.ts'
import type { Probe } from './security-probes.ts'
import { type OutgoingRequest, withHeaders } from './request.ts'

const MEGABYTE = 1024 * 1024
const LONG_QUERY = 32 * 1024
const LONG_HEADER = 24 * 1024

export function takesBody({ method, body }: OutgoingRequest): boolean {
  return body !== undefined || method === 'POST' || method === 'PUT' || method === 'PATCH'
}

/** What is sent where no contract says what kind of body it is. */
const asJson = (request: OutgoingRequest): OutgoingRequest =>
  headerIn(request.headers, 'content-type') === undefined
    ? { ...request, headers: withHeaders(request.headers, { 'Content-Type': 'application/json' }) }
    : request

/** The request's own JSON with a very long text in it, or that much text. */
function largeBody({ body }: OutgoingRequest, size: number): Uint8Array {
  const text = body === undefined ? '{}' : Buffer.from(body).toString()
  const parsed = parseJson(text)
  const fill = Buffer.alloc(size, 'a')
  if (!isJsonObject(parsed)) return fill
  const [start, end = ''] = JSON.stringify({ ...parsed, padding: '\u0000' }).split(String.raw`\u0000`)
  return Buffer.concat([Buffer.from(start ?? ''), fill, Buffer.from(end)])
}

export function oversizedProbes(request: OutgoingRequest, maxBodyMb: number): readonly Probe[] {
  const sizes = takesBody(request) ? [...new Set([Math.min(1, maxBodyMb), maxBodyMb])].filter((size) => size > 0) : []
  const bodies = sizes.map((size): Probe => {
    const body = largeBody(request, Math.round(size * MEGABYTE))
    return { kind: 'oversized', name: `with a body of ${size} MB`, request: { ...asJson(request), body } }
  })
  const { path, pairs } = splitPath(request.path)
  const query = joinPath(path, [...pairs.map(({ text }) => text), `filler=${'a'.repeat(LONG_QUERY)}`])
  const headers = withHeaders(request.headers, { 'X-Filler': 'a'.repeat(LONG_HEADER) })
  return [
    ...bodies,
    { kind: 'oversized', name: 'with a query of 32 kB', request: { ...request, path: query } },
    { kind: 'oversized', name: 'with a header of 24 kB', request: { ...request, headers } },
  ]
}
