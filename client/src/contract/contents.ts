import type { Contents } from './contract-file.ts'

/** Whether the core and its readers take this media type as JSON. */
export function isJsonType(contentType: string): boolean {
  return /[/+]json\s*(;|$)/i.test(contentType)
}

/** What is on the wire: text, or bytes where no text can hold them. */
export function wireBody({ content, contentType, encoded }: Contents): string | Buffer<ArrayBuffer> {
  if (encoded === 'base64') return Buffer.from(typeof content === 'string' ? content : '', 'base64')
  if (typeof content !== 'string') return JSON.stringify(content)
  return encoded === 'json' || !isJsonType(contentType) ? content : JSON.stringify(content)
}
