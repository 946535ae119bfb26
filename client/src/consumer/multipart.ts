import { contractContents } from '../contract/contents.ts'
import { type Content, content, contentTypeRule } from './content.ts'
import { onePart, wireText } from './expected-parts.ts'
import type { Generator, Note, RuleList } from './matching/expected.ts'
import { property } from './matching/path.ts'

const brand: unique symbol = Symbol.for('tallystick.file')

/** A file in a multipart body. */
export interface FilePart {
  readonly [brand]: true
  readonly bytes: Uint8Array
  readonly name: string
  readonly contentType: string
}

/** The same on every run; a boundary must only not be inside the parts. */
const BOUNDARY = 'tallystick-b0undary'

/**
 * A file, as a part of a multipart body. Text must be the same; of other files, only the kind.
 *
 * @param contentType The media type, such as `image/png`.
 * @example
 * file('a,b\n1,2\n', { name: 'table.csv', contentType: 'text/csv' }).name // → 'table.csv'
 */
export function file(
  contents: string | Uint8Array,
  { name, contentType }: { readonly name: string; readonly contentType: string },
): FilePart {
  return { [brand]: true, bytes: Buffer.from(contents), name, contentType }
}

function isFile(value: unknown): value is FilePart {
  return typeof value === 'object' && value !== null && brand in value
}

interface Part {
  readonly head: string
  readonly bytes: Uint8Array
  readonly rule?: RuleList
  readonly generator?: Generator
  readonly notes: readonly Note[]
}

const isText = (contentType: string) => /^text\/|^application\/(.*\+)?(json|xml)\b/.test(contentType)

function partOf(name: string, value: unknown): Part {
  const disposition = `Content-Disposition: form-data; name="${name}"`
  if (isFile(value)) {
    return {
      head: `${disposition}; filename="${value.name}"\r\nContent-Type: ${value.contentType}`,
      bytes: value.bytes,
      ...(!isText(value.contentType) && { rule: contentTypeRule(value.contentType) }),
      notes: [],
    }
  }
  const { value: example, ...rest } = onePart(value, `The part "${name}"`)
  return { head: disposition, bytes: Buffer.from(wireText(example)), ...rest }
}

function bytesOf(parts: readonly Part[]): Buffer {
  const chunks = parts.flatMap(({ head, bytes }) => [`--${BOUNDARY}\r\n${head}\r\n\r\n`, bytes, '\r\n'])
  return Buffer.concat([...chunks, `--${BOUNDARY}--\r\n`].map((chunk) => Buffer.from(chunk)))
}

function isAscii(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte > 0 && byte < 0x80)
}

/**
 * A body of parts, `multipart/form-data`: fields are values, matchers or schemas, files are made by `file`.
 *
 * @example
 * multipart({ title: 'Portrait', image: file(Uint8Array.of(0x89, 0x50), { name: 'a.png', contentType: 'image/png' }) })
 */
export function multipart(parts: Readonly<Record<string, unknown>>): Content<Uint8Array> {
  const named = Object.entries(parts).map(([name, value]) => [property('$', name), partOf(name, value)] as const)
  const bytes = bytesOf(named.map(([, part]) => part))
  const contentType = `multipart/form-data; boundary=${BOUNDARY}`
  return content(new Uint8Array(bytes), {
    contents: isAscii(bytes)
      ? contractContents(bytes.toString('latin1'), contentType)
      : contractContents(bytes.toString('base64'), contentType, 'base64'),
    rules: Object.fromEntries(named.flatMap(([path, { rule }]) => (rule ? [[path, rule]] : []))),
    generators: Object.fromEntries(named.flatMap(([path, { generator }]) => (generator ? [[path, generator]] : []))),
    notes: named.flatMap(([, { notes }]) => notes),
    contentTypeRule: {
      combine: 'AND',
      matchers: [{ match: 'regex', regex: String.raw`^multipart/form-data;(\s*charset=[^;]*;)?\s*boundary=.*$` }],
    },
  })
}
