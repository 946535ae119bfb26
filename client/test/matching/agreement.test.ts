// A contract is worth as much as it agrees with the schema that it comes from: of every reply here zod and the real verifier
// say the same, but for what a contract cannot say, which is named.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectedOf } from '../../src/consumer/matching/expected.ts'
import { agreementCases } from './support/agreement-cases.ts'
import { type Verdict, verdicts } from './support/verdicts.ts'

const schemas = Object.entries(agreementCases)
const rows = schemas.flatMap(([name, { schema, replies, except = {} }]) =>
  [...new Set(replies)].map((reply) => ({ name, schema, reply, reason: except[reply] })),
)
const found = new Map<string, Verdict>()

interface Row {
  readonly name: string
  readonly reply: string
}

const keyOf = ({ name, reply }: Row) => `${name} ${reply}`

function verdictOf(row: Row): Verdict {
  const verdict = found.get(keyOf(row))
  if (!verdict) throw new Error(`nothing is known of ${keyOf(row)}`)
  return verdict
}

beforeAll(async () => {
  const said = await verdicts(rows.map(({ schema, reply }) => ({ expected: expectedOf(schema), reply })))
  for (const [index, verdict] of said.entries()) found.set(keyOf(rows[index] as Row), verdict)
}, 120_000)

test('there are enough replies to go by, good ones and bad ones', () => {
  const good = rows.filter(({ schema, reply }) => schema.safeParse(JSON.parse(reply)).success)
  expect(rows.length).toBeGreaterThanOrEqual(400)
  expect(good.length).toBeGreaterThanOrEqual(150)
  expect(rows.length - good.length).toBeGreaterThanOrEqual(150)
})

test('what they do not agree on is told to users', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/capturing.md'), 'utf8')
  const reasons = new Set(rows.flatMap(({ reason }) => reason ?? []))
  expect(reasons.size).toBeGreaterThan(5)
  expect([...reasons].filter((reason) => !page.includes(`\n| ${reason} |`))).toEqual([])
})

describe.each(schemas)('%s', (name) => {
  const ofSchema = rows.filter((row) => row.name === name)

  test.each(ofSchema.filter(({ reason }) => !reason))('zod and the verifier agree on $reply', (row) => {
    const { isAccepted, mismatches } = verdictOf(row)
    expect(isAccepted, mismatches.join('\n')).toBe(row.schema.safeParse(JSON.parse(row.reply)).success)
  })

  const exceptions = ofSchema.filter(({ reason }) => reason)
  test.runIf(exceptions.length > 0).each(exceptions)('they do not agree on $reply: $reason', (row) => {
    expect(verdictOf(row).isAccepted).toBe(!row.schema.safeParse(JSON.parse(row.reply)).success)
  })
})
