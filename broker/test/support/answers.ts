// Every answer in the tests must be one that the OpenAPI document speaks of: its status, its media type, its body.

import { type ValidateFunction, Ajv2020 } from 'ajv/dist/2020.js'
import { describeApi } from '../../src/documentation/api-description.ts'
import { endpoints } from '../../src/endpoints.ts'

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
  readonly requestHeaders: Readonly<Record<string, string>>
}

type Json = Readonly<Record<string, unknown>>

interface Template {
  readonly path: string
  readonly pattern: RegExp
}

const ID = 'openapi'

/** The document with every object closed whose properties are known, so that nothing is answered unsaid. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const object = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]))
  const isOpen = object['type'] === 'object' && 'properties' in object && !('additionalProperties' in object)
  return isOpen ? { ...object, additionalProperties: false } : object
}

// Fixed words come before names, as in the router.
const withoutNames = (path: string) => path.replaceAll(/\{\w+\}/g, '~')

function templatesOf(paths: readonly string[]): readonly Template[] {
  return paths
    .toSorted((a, b) => (withoutNames(a) < withoutNames(b) ? -1 : 1))
    .map((path) => {
      const literal = path.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      return { path, pattern: new RegExp(`^${literal.join('[^/]+')}/?$`) }
    })
}

const pointer = (...keys: readonly string[]) =>
  keys.map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => (found as Json | undefined)?.[key], value)
}

/** Made when it is first needed: each schema is compiled when an answer of that kind first comes. */
function createChecker() {
  const document = closed(describeApi(endpoints, 'test')) as Json
  const templates = templatesOf(Object.keys(document['paths'] as Json))
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, inlineRefs: false })
  ajv.addSchema(document, ID)

  /** Where in the document the answer of the operation with that status stands. */
  function placeOf(path: string, method: string, status: number): readonly string[] | undefined {
    const place = ['paths', path, method, 'responses', String(status)]
    const found = at(document, ...place)
    const reference = at(found, '$ref')
    if (typeof reference === 'string') return reference.slice(2).split('/')
    return found === undefined ? undefined : place
  }

  function complaint(path: string, method: string, answer: Answer): string | undefined {
    const { status, headers, text, json, requestHeaders } = answer
    const mediaType = headers.get('content-type')?.split(';')[0]
    if (status === 304 && 'if-none-match' in requestHeaders) return undefined
    // A browser is sent to the explorer.
    if (status === 303 && requestHeaders['accept']?.startsWith('text/html')) return undefined
    const place = placeOf(path, method, status)
    if (!place) return `the status ${status} is not declared`
    const content = at(document, ...place, 'content') as Json | undefined
    if (text === '') return undefined
    if (!content) return `the status ${status} is declared without a body`
    if (mediaType === undefined || !(mediaType in content)) {
      return `${mediaType} is not declared for ${status}, but ${Object.keys(content).join(', ')}`
    }
    if (!/[/+]json$/.test(mediaType)) return undefined
    const validate: ValidateFunction | undefined = ajv.getSchema(
      `${ID}#${pointer(...place, 'content', mediaType, 'schema')}`,
    )
    if (!validate) return 'the schema cannot be found'
    if (validate(json)) return undefined
    const errors = (validate.errors ?? []).map(({ instancePath, message, params }) => {
      return `${instancePath || '(the whole)'} ${message} ${JSON.stringify(params)}`
    })
    return [...new Set(errors)].slice(0, 20).join('\n  ')
  }

  return (method: string, pathname: string, answer: Answer): void => {
    const found = templates.find(({ pattern }) => pattern.test(pathname))
    const isKnown = found !== undefined && at(document, 'paths', found.path, method.toLowerCase()) !== undefined
    // What no endpoint answers is answered by the transport: 404, 405, or OPTIONS.
    if (!isKnown) return
    const wrong = complaint(found.path, method.toLowerCase(), answer)
    if (wrong === undefined) return
    const body = answer.text.length > 2000 ? `${answer.text.slice(0, 2000)}…` : answer.text
    throw new Error(
      `The answer to ${method} ${pathname} is not what the OpenAPI document says of ${found.path}:\n  ${wrong}\n` +
        `Mend the endpoint's responses, errors or produces, or the schema in client/src/wire.\n${answer.status} ${body}`,
    )
  }
}

let checker: ReturnType<typeof createChecker> | undefined

/** Throws when the OpenAPI document does not speak of such an answer. `pathname` is below the base URL. */
export function checkAnswer(method: string, pathname: string, answer: Answer): void {
  checker ??= createChecker()
  checker(method, pathname, answer)
}
