/** What a request, a response or a message says otherwise, part by part. */
import { type JsonPath, pathText } from '../../lint/json-path.ts'
import { textIn } from '../../provider/json-parts.ts'
import { type JsonObject, type JsonValue, canonical, compareText } from '../json.ts'
import { type Change, type Judgement, kindOf } from './change.ts'
import { type Comparison, type Judge, compareValues } from './compare-values.ts'
import { breaking, expectations, safe, sendings, unknown } from './judges.ts'
import { type Values, bodyOf, contentTypeOf, headersOf, metadataOf, queryOf } from './messages.ts'
import type { Node } from './node.ts'
import { type PartRules, type RuledPart, readPartRules } from './part-rules.ts'
import { statusChanges } from './status-changes.ts'
import { plainText, shorten, wantedText } from './wanted.ts'

/** A message of two versions of an interaction. */
export interface MessagePair {
  readonly before: JsonObject
  readonly after: JsonObject
  /** Whether bodies say what they are, as in version 4 of the specification. */
  readonly isVersion4: readonly [before: boolean, after: boolean]
  /** `Request`, `Response`, `Message`. */
  readonly name: string
  /** The provider is given it, or has to give it. */
  readonly role: 'given' | 'expected'
}

const judgeOf = ({ role }: MessagePair): Judge => (role === 'given' ? sendings : expectations)

const rulesOf = (source: JsonObject, part: RuledPart) => readPartRules(source['matchingRules'], part)

const plainly = (path: JsonPath) => path.slice(1).reduce<string>((text, step) => `${text}[${step}]`, `${path[0] ?? ''}`)

interface Named {
  readonly part: string
  readonly ruled: RuledPart
  readonly of: (source: JsonObject) => Values
}

function nodeOf(values: Values, name: string, rules: PartRules): Node | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  return value === undefined ? undefined : { value, rules, at: [name] }
}

/** Headers, a query or metadata: by name. */
function namedChanges(pair: MessagePair, { part, ruled, of }: Named): readonly Change[] {
  const [was, is] = [of(pair.before), of(pair.after)]
  const [older, newer] = [rulesOf(pair.before, ruled), rulesOf(pair.after, ruled)]
  const comparison: Comparison = { judge: judgeOf(pair), part: `${pair.name} ${part}`, show: plainly }
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .toSorted(compareText)
    .flatMap((name) => compareValues(nodeOf(was, name, older), nodeOf(is, name, newer), comparison))
}

function change(part: string, texts: Pick<Change, 'before' | 'after'>, judgement: Judgement): Change {
  return { kind: kindOf(texts.before, texts.after), part, path: '', ...texts, ...judgement }
}

function methodChanges({ before, after, name }: MessagePair): readonly Change[] {
  const [was, is] = [before, after].map((source) => textIn(source, 'method')?.toUpperCase())
  if (was === is) return []
  const why = 'The consumer calls with another method: to the provider this is another call.'
  return [change(`${name} method`, { before: was, after: is }, breaking(why))]
}

function pathChanges(pair: MessagePair): readonly Change[] {
  const [was, is] = [textIn(pair.before, 'path'), textIn(pair.after, 'path')]
  const [older, newer] = [rulesOf(pair.before, 'path').at([]), rulesOf(pair.after, 'path').at([])]
  const part = `${pair.name} path`
  if (was === undefined || is === undefined) {
    return was === is ? [] : [change(part, { before: was, after: is }, breaking('The consumer calls another address.'))]
  }
  const [one, other] = [
    { example: was, ...older },
    { example: is, ...newer },
  ]
  if (canonical(one) === canonical(other)) return []
  const texts = { before: wantedText(one), after: wantedText(other) }
  if (was === is) return [change(part, texts, sendings.changed(one, other))]
  const isSameRule = older.matchers.length > 0 && canonical(older) === canonical(newer)
  const judgement = isSameRule
    ? unknown('Another address of the same kind is called: whether what it is about is there depends on the states.')
    : breaking('The consumer calls another address, which the provider may not have.')
  return [change(part, texts, judgement)]
}

function contentTypeChanges(pair: MessagePair): readonly Change[] {
  // Where a header says it, the header is compared.
  if (contentTypeOf(pair.before) !== undefined || contentTypeOf(pair.after) !== undefined) return []
  const was = bodyOf(pair.before, pair.isVersion4[0])?.contentType
  const is = bodyOf(pair.after, pair.isVersion4[1])?.contentType
  if (was === undefined || is === undefined || was === is) return []
  const why =
    pair.role === 'given' ? 'The provider is sent another format.' : 'The provider has to give another format.'
  return [change(`${pair.name} content type`, { before: was, after: is }, breaking(why))]
}

/** Content with places that this rule cannot read, such as XML. */
function unreadChanges(pair: MessagePair, was: JsonValue, is: JsonValue): readonly Change[] {
  if (canonical(was) === canonical(is) && rulesOf(pair.before, 'body').text === rulesOf(pair.after, 'body').text)
    return []
  const judgement = unknown('The content is not JSON: what its change is to the provider is not looked into.')
  return [change(`${pair.name} body`, { before: shorten(plainText(was)), after: shorten(plainText(is)) }, judgement)]
}

/** As matching rules write it. */
const bodyPath = (path: JsonPath) => pathText(path).replaceAll("['*']", '.*')

function bodyChanges(pair: MessagePair): readonly Change[] {
  const was = bodyOf(pair.before, pair.isVersion4[0])
  const is = bodyOf(pair.after, pair.isVersion4[1])
  const isText = was && is && !(was.isJson && is.isJson)
  if (isText && [pair.before, pair.after].some((source) => rulesOf(source, 'body').isDeep)) {
    return unreadChanges(pair, was.value, is.value)
  }
  const node = (body: typeof was, source: JsonObject) =>
    body && { value: body.value, rules: rulesOf(source, 'body'), at: [] }
  const part = pair.name === 'Message' ? 'Message content' : `${pair.name} body`
  const comparison: Comparison = { judge: judgeOf(pair), part, show: bodyPath }
  return compareValues(node(was, pair.before), node(is, pair.after), comparison)
}

function generatorChanges({ before, after, name, role }: MessagePair): readonly Change[] {
  const [was, is] = [before, after].map(({ generators }) =>
    generators === undefined || canonical(generators) === '{}' ? undefined : canonical(generators),
  )
  if (was === is) return []
  const judgement =
    role === 'given'
      ? unknown('Values that the provider is sent are made otherwise, when the contract is replayed.')
      : safe('Only what the tests of the consumer are given is made otherwise.')
  return [change(`${name} generators`, { before: was && shorten(was), after: is && shorten(is) }, judgement)]
}

const KNOWN = new Set(
  'method path query headers status body contents metadata metaData matchingRules generators'.split(' '),
)

const jsonText = (value: JsonValue | undefined) => (value === undefined ? undefined : shorten(canonical(value)))

/** Of members that this rule knows nothing of, such as those of plugins. */
export function otherChanges(
  before: JsonObject,
  after: JsonObject,
  { part, known }: { readonly part: string; readonly known: ReadonlySet<string> },
): readonly Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !known.has(name))
  return names.flatMap((name): readonly Change[] => {
    const [was, is] = [before, after].map((source) => (Object.hasOwn(source, name) ? source[name] : undefined))
    if (canonical([was]) === canonical([is])) return []
    const judgement = unknown('What this is to the provider is not known here.')
    return [{ kind: kindOf(was, is), part, path: name, before: jsonText(was), after: jsonText(is), ...judgement }]
  })
}

/** Everything that the message says otherwise. */
export function messageChanges(pair: MessagePair, isWhole = true): readonly Change[] {
  const { before, after, name, role } = pair
  return [
    ...(role === 'given' ? [...methodChanges(pair), ...pathChanges(pair)] : statusChanges(pair)),
    ...namedChanges(pair, { part: 'query', ruled: 'query', of: queryOf }),
    ...namedChanges(pair, { part: 'header', ruled: 'header', of: headersOf }),
    ...namedChanges(pair, { part: 'metadata', ruled: 'metadata', of: metadataOf }),
    ...contentTypeChanges(pair),
    ...bodyChanges(pair),
    ...generatorChanges(pair),
    ...(isWhole ? otherChanges(before, after, { part: name, known: KNOWN }) : []),
  ]
}
