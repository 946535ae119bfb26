/**
 * Messages that a provider sends. A handler by the interaction's description gives the message as the provider's own code
 * makes it; for a synchronous message it is given the request.
 */
import { type JsonObject, type JsonValue, isJsonObject } from '../contract/json.ts'
import type { Interaction } from './document.ts'
import { plainly } from './exact-json.ts'
import { objectOf, textIn } from './json-parts.ts'
import type { MessageReply } from './server.ts'

/** What a message is asked with. */
export interface MessageRequest {
  readonly description: string
  /** What the states gave, and their parameters. */
  readonly values: JsonObject
  /** Of a synchronous message: what the consumer sends. Undefined otherwise. */
  readonly request: unknown
  /** Of a synchronous message: what goes with the request. */
  readonly requestMetadata: JsonObject
}

const brand: unique symbol = Symbol.for('tallystick.message')

export interface MessageWithMetadata {
  readonly [brand]: true
  readonly content: unknown
  readonly metadata: JsonObject
}

/** Gives the content: bytes, text, or anything that has JSON. */
export type MessageHandler = (request: MessageRequest) => unknown

/** What gives the messages of a provider, by their descriptions in the contracts. */
export type MessageHandlers = Readonly<Record<string, MessageHandler>>

/**
 * A message with what goes along with it: the topic, a key, its content type. `contentType` in the metadata is what the
 * content is sent as; otherwise it is the contract's.
 *
 * @example
 * const { content, metadata } = withMetadata({ orderId: '1' }, { topic: 'orders' })
 * metadata // → { topic: 'orders' }
 */
export function withMetadata(content: unknown, metadata: JsonObject): MessageWithMetadata {
  return { [brand]: true, content, metadata }
}

interface Message {
  readonly content: unknown
  readonly metadata: JsonObject
}

function isWithMetadata(value: unknown): value is MessageWithMetadata {
  return typeof value === 'object' && value !== null && brand in value
}

interface Expectation {
  readonly contentType: string | undefined
  readonly content: JsonValue | undefined
}

/** Contents as version 4 of the specification has them, else as earlier ones do, with the type in the metadata. */
function expectation(part: JsonObject): Expectation {
  const { contents } = part
  const metadata = objectOf(part['metadata'] ?? part['metaData'])
  const typeInMetadata =
    textIn(metadata, 'contentType') ?? textIn(metadata, 'content-type') ?? textIn(metadata, 'Content-Type')
  if (isJsonObject(contents) && 'content' in contents && 'contentType' in contents) {
    return { contentType: textIn(contents, 'contentType') ?? typeInMetadata, content: contents['content'] }
  }
  return { contentType: typeInMetadata, content: contents }
}

function expectedReply({ kind, source }: Interaction): Expectation {
  if (kind === 'message') return expectation(source)
  const { response } = source
  return expectation(objectOf(Array.isArray(response) ? response[0] : response))
}

const isJsonType = (contentType: string): boolean => /[/+]json\b/i.test(contentType)

function bodyOf(content: unknown, contentType: string, expected: JsonValue | undefined): Uint8Array {
  if (content instanceof Uint8Array) return content
  // Text is what is sent, unless the message is one JSON string.
  const isText = typeof content === 'string' && !(isJsonType(contentType) && typeof expected === 'string')
  return Buffer.from(isText ? content : (JSON.stringify(content) ?? ''))
}

function usualType(content: unknown): string {
  if (content instanceof Uint8Array) return 'application/octet-stream'
  return typeof content === 'string' ? 'text/plain' : 'application/json'
}

/** What a handler gave, as it goes over the wire. */
export function messageReply(given: unknown, interaction: Interaction): MessageReply {
  const { content, metadata }: Message = isWithMetadata(given) ? given : { content: given, metadata: {} }
  const { contentType: expectedType, content: expected } = expectedReply(interaction)
  const contentType = textIn(metadata, 'contentType') ?? expectedType ?? usualType(content)
  return { body: bodyOf(content, contentType, expected), contentType, metadata }
}

function decoded({ content, encoded }: JsonObject): unknown {
  if (encoded === 'base64' && typeof content === 'string') return Buffer.from(content, 'base64')
  if (encoded === 'json' && typeof content === 'string') {
    const parsed: unknown = JSON.parse(content)
    return parsed
  }
  return content === undefined ? undefined : plainly(content)
}

/** What a handler is asked with for this interaction. */
export function messageRequest({ kind, description, source }: Interaction, values: JsonObject): MessageRequest {
  const request = objectOf(source['request'])
  const isRequest = kind === 'request'
  return {
    description,
    values,
    request: isRequest ? decoded(objectOf(request['contents'])) : undefined,
    requestMetadata: isRequest ? objectOf(plainly(objectOf(request['metadata']))) : {},
  }
}

/** Variants of a message are named after it: `an order was placed, without 'discount'`. The longest name that fits wins. */
function handlerName(handlers: MessageHandlers, description: string): string | undefined {
  if (Object.hasOwn(handlers, description)) return description
  const [longest] = Object.keys(handlers)
    .filter((name) => description.startsWith(`${name}, `))
    .toSorted((one, other) => other.length - one.length)
  return longest
}

/** The handler for an interaction, or for the message that it is a variant of. Throws, with what to do, when there is none. */
export function messageHandler(
  handlers: MessageHandlers,
  { description }: Interaction,
  consumer: string,
): MessageHandler {
  const name = handlerName(handlers, description)
  const handler = name === undefined ? undefined : handlers[name]
  if (handler) return handler
  const names = Object.keys(handlers).map((name) => `'${name}'`)
  const known = names.length === 0 ? 'There are no handlers at all' : `There are handlers for: ${names.join(', ')}`
  const advice = `add messages: { ${JSON.stringify(description)}: () => … }`
  throw new Error(`Nothing gives the message '${description}', which ${consumer} expects: ${advice}. ${known}.`)
}
