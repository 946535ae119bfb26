/**
 * What is wrong with a contract of a publication beyond the form of its fields: the content must be strict base64 of
 * UTF-8 text of a JSON object, and the names in it, where there are any, those of the publication.
 * Looks at values of any type, so that it can also complete the errors of a request whose form is wrong already.
 */
import { type Json, type JsonObject, memberOf, valueOf } from '../contracts/exact-json.ts'
import { readJson } from '../contracts/read-json.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })
const FRAGMENT_LENGTH = 100

/** Undefined for what is not base64 with padding, without line breaks. */
function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  // The decoder passes over foreign characters, and then there are fewer bytes than the length promises. It takes the
  // URL alphabet for the standard one.
  const isWhole = text.length % 4 === 0 && bytes.length === (text.length / 4) * 3 - padding
  return isWhole && !text.includes('-') && !text.includes('_') ? bytes : undefined
}

function nonUtf8(bytes: Buffer): string {
  const before = bytes.toString('utf8').split('\uFFFD', 1)[0] ?? ''
  return (
    `contract content has a non UTF-8 character at char ${before.length + 1} and cannot be parsed as JSON. ` +
    `Fragment preceding invalid character is: '${before.slice(-FRAGMENT_LENGTH)}'`
  )
}

type Reading = { readonly json: Json } | { readonly problem: string | undefined }

function read(bytes: Buffer): Reading {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return { problem: nonUtf8(bytes) }
  }
  try {
    return { json: readJson(text) }
  } catch {
    return { problem: undefined }
  }
}

// As the original names the types of what is not an object.
function typeName(json: Json): string {
  if (json.kind === 'array') return 'Array'
  if (json.kind === 'string') return 'String'
  if (json.kind === 'number') return /[.eE]/.test(json.compact) ? 'Float' : 'Integer'
  return json.compact === 'true' ? 'TrueClass' : 'FalseClass'
}

function nameProblem(document: Json, role: 'consumer' | 'provider', given: unknown): string | undefined {
  const name = valueOf(memberOf(memberOf(document, role), 'name'))
  if (name === undefined || name === null || name === given || typeof given !== 'string' || given === '')
    return undefined
  const shown = typeof name === 'string' ? name : JSON.stringify(name)
  return `${role} name in contract content ('${shown}') must match ${role}Name in contract params ('${given}')`
}

function unparsed(contentType: unknown): readonly string[] {
  return typeof contentType === 'string' && contentType !== '' ? [`content could not be parsed as ${contentType}`] : []
}

interface Inspection {
  readonly document: JsonObject | undefined
  readonly problems: readonly string[]
}

function failed(problems: readonly string[]): Inspection {
  return { document: undefined, problems }
}

function inspectContent({ content, contentType, consumerName, providerName }: Fields): Inspection {
  const bytes = typeof content === 'string' ? decodeBase64(content) : undefined
  if (!bytes) return failed(['is not valid Base64', ...unparsed(contentType)])
  const reading = read(bytes)
  if (!('json' in reading)) return failed(reading.problem === undefined ? unparsed(contentType) : [reading.problem])
  const { json } = reading
  if (json.compact === 'null') return failed(unparsed(contentType))
  if (json.kind !== 'object') return failed([`parsed content was expected to be a Hash but was a ${typeName(json)}`])
  const problem = nameProblem(json, 'consumer', consumerName) ?? nameProblem(json, 'provider', providerName)
  return problem === undefined ? { document: json, problems: [] } : failed([problem])
}

type Fields = Readonly<Record<string, unknown>>

/** The document of a contract, and what is wrong with it. `pacticipant` is whose contract it should be. */
export function inspectContract(contract: Fields, pacticipant: unknown): Inspection {
  const { document, problems } = inspectContent(contract)
  const { consumerName } = contract
  const isOther =
    typeof pacticipant === 'string' &&
    pacticipant !== '' &&
    (typeof consumerName === 'string' || typeof consumerName === 'number') &&
    consumerName !== pacticipant
  if (!isOther) return { document, problems }
  return failed([...problems, `consumerName ('${consumerName}') must match pacticipantName ('${pacticipant}')`])
}
