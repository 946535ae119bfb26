/**
 * The status of a response. A rule for it stands for the codes that it takes, so two of them are compared as sets: with
 * fewer codes less does than before. A response that says nothing of its status takes any.
 */
import type { JsonObject, JsonValue } from '../json.ts'
import { type Change, kindOf } from './change.ts'
import { breaking, safe } from './judges.ts'
import { readPartRules } from './part-rules.ts'
import { plainText } from './wanted.ts'

type Codes = (code: number) => boolean

const between =
  (from: number, below: number): Codes =>
  (code) =>
    code >= from && code < below

const CLASSES = new Map<string, Codes>(
  Object.entries({
    info: between(100, 200),
    success: between(200, 300),
    redirect: between(300, 400),
    clientError: between(400, 500),
    serverError: between(500, 600),
    nonError: between(100, 400),
    error: between(400, 600),
  }),
)

const CODES = Array.from({ length: 500 }, (_, index) => index + 100)

interface Status {
  readonly text: string | undefined
  readonly codes: readonly number[]
}

function statusOf(source: JsonObject): Status {
  const status = source['status']
  const rule = readPartRules(source['matchingRules'], 'status')
    .at([])
    .matchers.find(({ match }) => match === 'statusCode')
  const allowed: JsonValue | undefined = rule?.['status']
  if (Array.isArray(allowed)) {
    return { text: allowed.join(' or '), codes: CODES.filter((code) => allowed.includes(code)) }
  }
  const named = typeof allowed === 'string' ? CLASSES.get(allowed) : undefined
  if (named) return { text: `any of ${plainText(allowed)}, such as ${plainText(status)}`, codes: CODES.filter(named) }
  if (status === undefined) return { text: undefined, codes: CODES }
  return { text: plainText(status), codes: CODES.filter((code) => code === Number(status)) }
}

export function statusChanges({
  before,
  after,
  name,
}: {
  readonly before: JsonObject
  readonly after: JsonObject
  readonly name: string
}): readonly Change[] {
  const [was, is] = [statusOf(before), statusOf(after)]
  if (was.text === is.text) return []
  const taken = new Set(is.codes)
  const judgement = was.codes.every((code) => taken.has(code))
    ? safe('Every status that did before still does.')
    : breaking('The provider has to answer with another status than before.')
  return [
    {
      kind: kindOf(was.text, is.text),
      part: `${name} status`,
      path: '',
      before: was.text,
      after: is.text,
      ...judgement,
    },
  ]
}
