import { IncomingMessage } from 'node:http'
import type { JsonObject } from '../contract/json.ts'

/** A request of a contract as it is about to be sent. */
export interface RequestToSend {
  readonly method: string
  /** The path, with the query: `/books?page=2`. */
  readonly url: string
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly consumer: string
  readonly description: string
  /** What the handlers of the interaction's states gave, and the states' parameters. */
  readonly values: JsonObject
}

/** What to change; all else is sent as the contract says. */
export interface RequestChanges {
  readonly method?: string
  readonly url?: string
  /** Added, or put in the place of those with the same name; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly body?: string | Uint8Array
}

/** Changes what is sent to the provider: credentials above all, which are never in a contract. */
export type RequestFilter = (request: RequestToSend) => RequestChanges | void | Promise<RequestChanges | void>

export interface FilterContext {
  readonly consumer: string
  readonly description: string
  readonly values: JsonObject
}

export async function bytesOf(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of message) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function headersOf({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}

function changedHeaders(message: IncomingMessage, changes: RequestChanges, body: Uint8Array): readonly string[] {
  const changed = Object.entries(changes.headers ?? {})
  const names = new Set(changed.map(([name]) => name.toLowerCase()))
  const isNewLength = changes.body !== undefined
  const kept = message.rawHeaders.filter((_entry, index) => {
    const name = message.rawHeaders[index - (index % 2)]?.toLowerCase() ?? ''
    return !names.has(name) && !(isNewLength && (name === 'content-length' || name === 'transfer-encoding'))
  })
  const added = changed.flatMap(([name, value]) => (value === undefined ? [] : [name, value]))
  return [...kept, ...added, ...(isNewLength ? ['content-length', String(body.length)] : [])]
}

/** A message with these headers that is read like any other: `pairs` are names and values, one after the other. */
function messageWith(message: IncomingMessage, pairs: readonly string[], body: Uint8Array): IncomingMessage {
  const changed = new IncomingMessage(message.socket)
  changed.httpVersion = message.httpVersion
  changed.httpVersionMajor = message.httpVersionMajor
  changed.httpVersionMinor = message.httpVersionMinor
  changed.rawHeaders = [...pairs]
  for (let index = 0; index < pairs.length; index += 2) {
    const name = pairs[index]?.toLowerCase() ?? ''
    const value = pairs[index + 1] ?? ''
    const before = changed.headers[name]
    changed.headers[name] = before === undefined ? value : `${String(before)}, ${value}`
  }
  if (body.length > 0) changed.push(body)
  changed.push(null)
  changed.complete = true
  return changed
}

/** The request as the filter wants it sent. */
export async function filtered(
  message: IncomingMessage,
  filter: RequestFilter,
  context: FilterContext,
): Promise<IncomingMessage> {
  const { method = 'GET', url = '/' } = message
  const body = await bytesOf(message)
  const changes = (await filter({ method, url, headers: headersOf(message), body, ...context })) ?? {}
  const newBody = changes.body === undefined ? body : Buffer.from(changes.body)
  const changed = messageWith(message, changedHeaders(message, changes, newBody), newBody)
  changed.method = changes.method ?? method
  changed.url = changes.url ?? url
  return changed
}
