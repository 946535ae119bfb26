/**
 * A request as a command that sends it again, without its credentials. What is not text is written with printf, and long
 * runs of one character are made by the shell, so that the command for a body of 10 MB is short.
 */
import { redactedBody, redactedHeader, redactedPath } from './security-redact.ts'
import { isSecretHeader } from './security-credentials.ts'
import type { OutgoingRequest } from './request.ts'

export interface CurlOptions {
  readonly baseUrl: string
  /** Further headers that are credentials, in lower case. */
  readonly named: readonly string[]
  /** What must not be shown of a body. */
  readonly secrets: readonly string[]
}

/** Shorter runs are written out. */
const SHORTEST_RUN = 1_000
/** Longer bodies that are not made of runs are cut, and it is said. */
const LONGEST = 4_000

function quoted(text: string): string {
  return text === '' ? "''" : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function runOf(character: string, length: number): string {
  return `head -c ${length} /dev/zero | tr '\\0' ${quoted(character)}`
}

interface Piece {
  readonly text: string
  readonly times: number
}

/** The text as what stands in it once, and runs. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  const add = (piece: Piece) => void (piece.text !== '' && pieces.push(piece))
  let written = 0
  let start = 0
  // An expression would need a stack for bodies of many megabytes.
  for (let index = 1; index <= text.length; index += 1) {
    if (index < text.length && text[index] === text[start]) continue
    if (index - start >= SHORTEST_RUN) {
      add({ text: text.slice(written, start), times: 1 })
      add({ text: text[start] ?? '', times: index - start })
      written = index
    }
    start = index
  }
  add({ text: text.slice(written), times: 1 })
  return pieces
}

/** A word for the shell. */
function word(text: string): string {
  if (text.length < 1_000) return quoted(text)
  return piecesOf(text)
    .map(({ text: part, times }) => (times === 1 ? quoted(part) : `"$(${runOf(part, times)})"`))
    .join('')
}

const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`

/** Bytes as printf takes them: text as it is, all else in octal. */
function printed(bytes: Uint8Array): string {
  const format = Array.from(bytes, (byte) => {
    if (byte === 0x25) return '%%'
    if (byte === 0x5c) return String.raw`\\`
    return byte >= 0x20 && byte < 0x7f && byte !== 0x27 ? String.fromCodePoint(byte) : octal(byte)
  })
  return `printf '${format.join('')}'`
}

const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

interface Data {
  /** What goes before the command, and what is said to it. */
  readonly before: string
  readonly option: string
}

/** What makes these pieces, of which each character is a byte. */
function commandFor(pieces: readonly Piece[]): string {
  const commands = pieces.map(({ text, times }) =>
    times > 1 ? runOf(text, times) : printed(Buffer.from(text, 'latin1')),
  )
  return commands.length === 1 ? (commands[0] ?? '') : `{ ${commands.join('; ')}; }`
}

function dataOf(body: Uint8Array, secrets: readonly string[]): Data {
  const pieces = piecesOf(Buffer.from(body).toString('latin1')).map(({ text, times }) =>
    times > 1 ? { text, times } : { text: redactedBody(text, secrets), times },
  )
  const [{ text, times } = { text: '', times: 1 }, ...more] = pieces
  // To curl an @ says that a file follows.
  const isWord = more.length === 0 && times === 1 && text.length <= LONGEST && !text.startsWith('@') && isPlain(text)
  if (isWord) return { before: '', option: ` --data-binary ${quoted(text)}` }
  const once = pieces.filter((piece) => piece.times === 1).reduce((total, piece) => total + piece.text.length, 0)
  if (once <= LONGEST) return { before: `${commandFor(pieces)} | `, option: ' --data-binary @-' }
  const first = commandFor([{ text: text.slice(0, LONGEST), times: 1 }])
  return { before: `${first} | `, option: ` --data-binary @- # the first ${LONGEST} of ${body.length} bytes` }
}

function headerWords({ headers }: OutgoingRequest, named: readonly string[]): readonly string[] {
  return headers.map(([name, value]) => {
    const isSecret = isSecretHeader(name) || named.includes(name.toLowerCase())
    const shown = isSecret ? redactedHeader(name, value) : value
    // An empty header is written with a semicolon.
    return ` -H ${word(shown === '' ? `${name};` : `${name}: ${shown}`)}`
  })
}

/** Where a provider is, without a name and a password in it. */
export function bareUrl(address: string): string {
  const url = new URL(address)
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`
}

export function curlOf(request: OutgoingRequest, { baseUrl, named, secrets }: CurlOptions): string {
  const { method, path, body } = request
  const { before, option } =
    body === undefined || body.length === 0 ? { before: '', option: '' } : dataOf(body, secrets)
  const verb = method === 'HEAD' ? ' -I' : method === 'GET' && option === '' ? '' : ` -X ${method}`
  const address = word(bareUrl(baseUrl) + redactedPath(path))
  return `${before}curl -gi${verb} --path-as-is ${address}${headerWords(request, named).join('')}${option}`
}
