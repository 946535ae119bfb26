// Contracts for tests, as Pact libraries write them, and what was found when they were replayed.

import type { InteractionResult } from '../../src/provider/result.ts'

interface Part {
  readonly [name: string]: unknown
}

export interface HttpPart extends Part {
  readonly description?: string
  readonly states?: readonly { readonly name: string; readonly params?: object }[]
  readonly request?: Part
  readonly response?: Part
}

const json = (content: unknown) => ({ content, contentType: 'application/json', encoded: false })

/** An interaction of version 4: `GET /` that is answered with 200, unless told otherwise. */
export function http({ description = 'a request', states = [], request, response, ...more }: HttpPart = {}) {
  return {
    type: 'Synchronous/HTTP',
    description,
    pending: false,
    ...(states.length > 0 ? { providerStates: states } : {}),
    request: { method: 'GET', path: '/', ...request },
    response: { status: 200, ...response },
    ...more,
  }
}

/** A JSON body that is expected, with its header and its rules. */
export const jsonBody = (content: unknown, rules: Readonly<Record<string, object>> = {}) => ({
  headers: { 'Content-Type': ['application/json'] },
  body: json(content),
  matchingRules: {
    body: Object.fromEntries(Object.entries(rules).map(([path, rule]) => [path, { combine: 'AND', matchers: [rule] }])),
  },
})

export const type = { match: 'type' }

export function contract(interactions: readonly object[], names: { consumer?: string; provider?: string } = {}) {
  const { consumer = 'shop', provider = 'stock' } = names
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions,
    metadata: { pactSpecification: { version: '4.0' } },
  }
}

/** Results as `description → what did not fit`. */
export const outcomes = (results: readonly InteractionResult[]) =>
  Object.fromEntries(
    results.map(({ description, success, mismatches }) => [
      description,
      success ? 'kept' : mismatches.map(({ says }) => says),
    ]),
  )
