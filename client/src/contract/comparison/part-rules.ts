/**
 * The matching rules of one part of a message, looked up by place. The rule with the longest path that leads to the place
 * counts, and of such the one with fewer wildcards. What is below a `type` rule is taken by type as well, and what is below
 * `equality` is not, until a rule of its own says otherwise; other rules are about their own place only. Specification 2
 * keeps all rules in one table by path, 3 and 4 have one for each part.
 */
import type { Rule } from '../../consumer/matching/expected.ts'
import { type JsonPath, parsePath } from '../../lint/json-path.ts'
import { objectOf, objectsIn, textIn } from '../../provider/json-parts.ts'
import { type JsonObject, type JsonValue, canonical, isJsonObject } from '../json.ts'

export type RuledPart = 'path' | 'query' | 'header' | 'metadata' | 'body' | 'status'

/** What a place takes: without matchers exactly the example. */
export interface Acceptance {
  readonly matchers: readonly Rule[]
  readonly isAny: boolean
}

interface RulesOfPath extends Acceptance {
  readonly path: JsonPath
}

export interface PartRules {
  /** What the place takes. */
  at(path: JsonPath): Acceptance
  /** Some are about places inside the part. */
  readonly isDeep: boolean
  /** All of them as text, to see whether they are the same. */
  readonly text: string
}

const EXACTLY: Acceptance = { matchers: [], isAny: false }
const BY_TYPE: Acceptance = { matchers: [{ match: 'type' }], isAny: false }

const NAMES = new Map<string, RuledPart>(
  Object.entries({
    path: 'path',
    query: 'query',
    header: 'header',
    headers: 'header',
    metadata: 'metadata',
    metaData: 'metadata',
    body: 'body',
    content: 'body',
    contents: 'body',
    status: 'status',
  }),
)

/** Specification 2 leaves `match` out where another option says it. */
function matcherOf(rule: JsonObject): Rule {
  return { ...rule, match: textIn(rule, 'match') ?? (rule['regex'] === undefined ? 'type' : 'regex') }
}

function acceptanceOf(rules: JsonValue | undefined): Acceptance {
  const table = objectOf(rules)
  const matchers = (Array.isArray(table['matchers']) ? objectsIn(table['matchers']) : [table]).map(matcherOf)
  return {
    matchers: matchers.filter(({ match }) => match !== 'equality'),
    isAny: textIn(table, 'combine')?.toUpperCase() === 'OR' && matchers.length > 1,
  }
}

function entriesOf(source: JsonObject, part: RuledPart): readonly RulesOfPath[] {
  return Object.entries(source).flatMap(([name, rules]): readonly RulesOfPath[] => {
    if (name.startsWith('$')) {
      const [first, ...path] = parsePath(name)
      return NAMES.get(String(first)) === part ? [{ path, ...acceptanceOf(rules) }] : []
    }
    if (NAMES.get(name) !== part || !isJsonObject(rules)) return []
    if (rules['matchers'] !== undefined) return [{ path: [], ...acceptanceOf(rules) }]
    return Object.entries(rules).map(([text, inside]) => ({
      path: text.startsWith('$') ? parsePath(text) : text === '' ? [] : [text],
      ...acceptanceOf(inside),
    }))
  })
}

const isStep = (step: string | number, other: string | number | undefined) =>
  other !== undefined && (step === '*' || String(step) === String(other))

const wildcards = (path: JsonPath) => path.filter((step) => step === '*').length

/** What a rule for a place further out says of what is inside; undefined where it says nothing. */
function inherited({ matchers }: Acceptance): Acceptance | undefined {
  if (matchers.length === 0) return EXACTLY
  return matchers.some(({ match }) => match === 'type') ? BY_TYPE : undefined
}

/** Names of headers have no case; the values of one name are taken together. */
function ofNames(entries: readonly RulesOfPath[], isHeader: boolean): readonly RulesOfPath[] {
  return entries.map(({ path, ...rules }) => {
    const [name = ''] = path
    return { ...rules, path: [isHeader ? String(name).toLowerCase() : name] }
  })
}

/** The rules of a part, from the `matchingRules` of a request, a response or a message. */
export function readPartRules(matchingRules: JsonValue | undefined, part: RuledPart): PartRules {
  const found = entriesOf(objectOf(matchingRules), part)
  const entries = part === 'header' || part === 'query' ? ofNames(found, part === 'header') : found
  return {
    at(path) {
      const leading = entries
        .filter(
          (rule) => rule.path.length <= path.length && rule.path.every((step, index) => isStep(step, path[index])),
        )
        .toSorted((one, other) => other.path.length - one.path.length || wildcards(one.path) - wildcards(other.path))
      for (const rule of leading) {
        const counts = rule.path.length === path.length ? rule : inherited(rule)
        if (counts) return { matchers: counts.matchers, isAny: counts.isAny }
      }
      return EXACTLY
    },
    isDeep: entries.some((rule) => rule.path.length > 0),
    text: canonical(entries),
  }
}
