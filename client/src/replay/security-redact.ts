/** What must not be in a report, left out where it stands: in headers, in the query, and in bodies under telling names. */
import { type JsonValue, isJsonObject, parseJson } from '../contract/json.ts'
import { isSecretHeader, isSecretName, joinPath, splitPath } from './security-credentials.ts'

export const REDACTED = '[redacted]'

/** A header's value with all but its scheme left out, and the names of cookies. */
export function redactedHeader(name: string, value: string): string {
  if (value === '') return ''
  if (/^(?:set-)?cookie$/i.test(name)) return value.replaceAll(/=[^;]*/g, `=${REDACTED}`)
  const scheme = schemeOf(value)
  if (scheme === undefined) return REDACTED
  return scheme === value ? value : `${scheme} ${REDACTED}`
}

/** `Bearer` of `Bearer abc`, and of itself. */
export function schemeOf(value: string): string | undefined {
  return /^(Basic|Bearer|Digest|Token|ApiKey|Negotiate|DPoP|Signature)(?: |$)/i.exec(value)?.[1]
}

/** A path with the values of credentials in its query left out. */
export function redactedPath(target: string): string {
  const { path, pairs } = splitPath(target)
  const shown = pairs.map(({ text, name, value }) =>
    isSecretName(name) && value !== '' ? `${text.split('=')[0]}=${REDACTED}` : text,
  )
  return joinPath(path, shown)
}

function secretsInJson(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(secretsInJson)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([name, inside]) =>
    typeof inside === 'string' && inside !== '' && isSecretName(name) ? [inside] : secretsInJson(inside),
  )
}

/** Larger bodies hold data, and are not shown. */
const LONGEST = 1_000_000

/** Texts in the body of a request or answer whose names say that they are secret: in JSON, or in a form. */
export function secretsInBody(body: Uint8Array | undefined): readonly string[] {
  if (body === undefined || body.length > LONGEST) return []
  const text = Buffer.from(body).toString()
  const parsed = parseJson(text)
  if (Array.isArray(parsed) || isJsonObject(parsed)) return secretsInJson(parsed)
  if (!/^[\w.~%+[\]-]+=[^\s{}"]*$/.test(text)) return []
  return splitPath(`?${text}`).pairs.flatMap(({ name, value }) => (isSecretName(name) && value !== '' ? [value] : []))
}

const IN_JSON = /"((?:[^"\\]|\\.)*)"(\s*:\s*)"((?:[^"\\]|\\.)*)/g
const IN_FORM = /(^|&)([^=&\s{}"]+)=([^&]*)/g

/** Whether it is one of them, or what is left of it where the body is cut off. */
function isOneOf(value: string, secrets: readonly string[]): boolean {
  return value !== '' && secrets.some((secret) => secret.startsWith(value) || value.includes(secret))
}

/** A body without these secrets; what a probe put in their place stays. */
export function redactedBody(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text
  const quoted = secrets.map((secret) => JSON.stringify(secret).slice(1, -1))
  const inForm = [...secrets, ...secrets.map((secret) => encodeURIComponent(secret.toWellFormed()))]
  return text
    .replaceAll(IN_JSON, (all: string, ...[name = '', colon = '', value = '']: string[]) =>
      isSecretName(name) && isOneOf(value, quoted) ? `"${name}"${colon}"${REDACTED}` : all,
    )
    .replaceAll(IN_FORM, (all: string, ...[before = '', name = '', value = '']: string[]) =>
      isSecretName(name) && isOneOf(value, inForm) ? `${before}${name}=${REDACTED}` : all,
    )
}

/** Secrets in the headers of an answer: sessions and tokens that it gives. */
export function secretsInHeaders(headers: readonly (readonly [name: string, value: string])[]): readonly string[] {
  return headers.flatMap(([name, value]) => {
    if (!isSecretHeader(name)) return []
    const [first = ''] = value.split(';')
    return name.toLowerCase() === 'set-cookie' ? [first.split('=').slice(1).join('=')] : [value]
  })
}
