/**
 * Turns what zod found into sentences by field, in the form that Pact clients know: dotted names for nested objects,
 * and for the elements of a list the sentences collected on the list's name with ` (at index N)`.
 */
import type { z } from 'zod'
import { type FieldProblem, invalid } from './broker-error.ts'

type Issue = z.core.$ZodIssue

const expectations: Readonly<Record<string, string>> = {
  string: 'must be a string',
  number: 'must be an integer',
  int: 'must be an integer',
  boolean: 'must be boolean',
  array: 'must be an array',
  object: 'must be a hash',
  record: 'must be a hash',
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    input,
  )
}

function sentence(issue: Issue, input: unknown): string {
  const isDefaultText = issue.message.startsWith('Invalid ') || issue.message.startsWith('Too ')
  if (!isDefaultText) return issue.message
  if (issue.code === 'invalid_type') {
    if (valueAt(input, issue.path) === undefined) return 'is missing'
    return expectations[issue.expected] ?? `must be ${issue.expected}`
  }
  if (issue.code === 'invalid_value') {
    if (valueAt(input, issue.path) === undefined) return 'is missing'
    return `must be one of: ${issue.values.map(String).join(', ')}`
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'number' || issue.origin === 'int'
      ? `must be greater than or equal to ${issue.minimum}`
      : `size cannot be less than ${issue.minimum}`
  }
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`
  return issue.message
}

/** Where a sentence is filed, and what it says there. */
function place(issue: Issue, input: unknown): [field: string, message: string] {
  const message = sentence(issue, input)
  const index = issue.path.findIndex((key) => typeof key === 'number')
  if (index === -1) return [issue.path.map(String).join('.'), message]
  const list = issue.path.slice(0, index).map(String).join('.')
  const property = issue.path
    .slice(index + 1)
    .map(String)
    .join('.')
  const text = property === '' ? message : `${property} ${message}`
  return [list, `${text} (at index ${String(issue.path[index])})`]
}

function validationErrors(error: z.ZodError, input: unknown): Readonly<Record<string, readonly string[]>> {
  const byField = new Map<string, string[]>()
  for (const issue of error.issues) {
    const [field, message] = place(issue, input)
    const messages = byField.get(field) ?? []
    byField.set(field, messages)
    if (!messages.includes(message)) messages.push(message)
  }
  return Object.fromEntries(byField)
}

function problemsOf(error: z.ZodError, input: unknown): readonly FieldProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String), detail: sentence(issue, input) }))
}

/** The parsed value, or a validation error that names every field at fault. */
export function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input)
  if (!result.success) throw invalid(validationErrors(result.error, input), problemsOf(result.error, input))
  return result.data
}
