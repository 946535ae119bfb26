import type { Contents } from './contract-file.ts'
import type { JsonValue } from './json.ts'

/** Whether the core and its readers take this media type as JSON. */
export function isJsonType(contentType: string): boolean {
  return /[/+]json\s*(;|$)/i.test(contentType)
}

/** Contents as a contract file has them. */
export function contractContents(
  content: JsonValue,
  contentType: string,
  encoded: Contents['encoded'] = false,
): Contents {
  return { content, contentType, contentTypeHint: encoded === 'base64' ? 'BINARY' : 'TEXT', encoded }
}

/** What is on the wire: text, or bytes where no text can hold them. */
export function wireBody({ content, contentType, encoded }: Contents): string | Buffer<ArrayBuffer> {
  if (encoded === 'base64') return Buffer.from(typeof content === 'string' ? content : '', 'base64')
  if (typeof content !== 'string') return JSON.stringify(content)
  return encoded === 'json' || !isJsonType(contentType) ? content : JSON.stringify(content)
}
