/**
 * GraphQL is JSON over HTTP. A document may be laid out in any way, so it is matched by a pattern that takes any white
 * space where the document has some, and none or some around punctuation.
 */
import type { GraphqlDeclaration, HttpDeclaration } from './declaration.ts'
import { literally } from './cookies.ts'
import { type Matcher, matcher } from './matching/matcher.ts'

const token = /[{}()[\]:!=|&@$]|\.\.\.|"(?:\\.|[^"\\])*"|[^\s{}()[\]:!=|&@$",]+/g

/** A pattern of every layout of a document. Commas are white space in GraphQL. */
function layouts(document: string): string {
  const tokens = document.match(token) ?? []
  const gaps = tokens.map((text, index) => {
    const next = tokens[index + 1]
    if (next === undefined) return literally(text)
    const areWords = /[\w"]$/.test(text) && /^[\w"]/.test(next)
    return literally(text) + String.raw`[\s,]` + (areWords ? '+' : '*')
  })
  return String.raw`^[\s,]*${gaps.join('')}[\s,]*$`
}

function documentText(query: GraphqlDeclaration<unknown, unknown>['query']): string {
  const text = typeof query === 'string' ? query : query.loc?.source.body
  if (text === undefined) throw new TypeError('The query has no text: give it as a string, or as `gql` made it.')
  return text.trim()
}

/** The document, in any layout. */
function document(query: GraphqlDeclaration<unknown, unknown>['query']): Matcher<string> {
  const example = documentText(query)
  return matcher({
    example,
    rules: { $: { combine: 'AND', matchers: [{ match: 'regex', regex: layouts(example) }] } },
    generators: {},
    notes: [],
  })
}

/** The HTTP call that a GraphQL operation is. */
export function graphqlCall(declared: GraphqlDeclaration<unknown, unknown>): HttpDeclaration<unknown, unknown> {
  const { description, states, query, variables, operation, path, headers, cookies, response } = declared
  const { data, errors, ...answer } = response
  return {
    description,
    ...(states !== undefined && { states }),
    request: {
      method: 'POST',
      path: path ?? '/graphql',
      ...(headers && { headers }),
      ...(cookies && { cookies }),
      body: { operationName: operation, query: document(query), variables },
    },
    response: { ...answer, body: { data, errors } },
  }
}
