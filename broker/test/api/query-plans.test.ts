// How PostgreSQL answers what is asked most, in a database with a long history: every table that grows is reached by an
// index. The plans are kept as golden files, so that a change of one is seen (npx vitest run <this file> -u).

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Statement } from '../../src/kernel/database.ts'
import { VERSIONS, fillLongHistory } from '../support/long-history.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

/** The tables that stay small, or of which all rows are asked for. */
const SMALL = new Set(['environments', 'pacticipants', 'integrations', 'labels', 'webhooks'])

let broker: TestBroker
let statements: Statement[] = []

beforeAll(async () => {
  broker = await startTestBroker({ onStatement: (statement) => statements.push(statement) })
  await fillLongHistory(broker.db)
})

afterAll(() => broker.stop())

async function planOf({ sql: text, parameters }: Statement): Promise<string> {
  // The statement with its parameters in their places, as it came.
  const parts = text.split(/\$(\d+)/)
  const query = sql.join(
    parts.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql.val(parameters[Number(part) - 1]))),
    sql``,
  )
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (costs off) ${query}`.execute(broker.db)
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  return plan.replaceAll(/'\d{4}-\d\d-\d\d[^']*'/g, "'<time>'")
}

const newest = String(VERSIONS - 1)

interface Asked {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly body?: object
}

const requests: readonly Asked[] = [
  {
    name: 'can-i-deploy',
    method: 'GET',
    path: `/can-i-deploy?pacticipant=service-1&version=${newest}&environment=production`,
  },
  {
    name: 'matrix',
    method: 'GET',
    path: '/matrix?q[][pacticipant]=service-1&q[][pacticipant]=service-2&latestby=cvpv&limit=100',
  },
  { name: 'matrix-grid', method: 'GET', path: '/matrix/provider/service-2/consumer/service-1/grid' },
  { name: 'verification-results', method: 'GET', path: '/verification-results?success=false' },
  {
    name: 'for-verification',
    method: 'POST',
    path: '/pacts/provider/service-3/for-verification',
    body: {
      providerVersionBranch: 'main',
      consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
      includePendingStatus: true,
      includeWipPactsSince: new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10),
    },
  },
  { name: 'board', method: 'GET', path: '/board?size=50' },
  {
    name: 'inventory',
    method: 'GET',
    path: '/environments/environment-production/inventory?at=2026-01-01T00:00:00Z&size=50',
  },
  { name: 'changes', method: 'GET', path: '/environments/environment-production/changes?before=1760000000000000-1-99' },
  { name: 'dashboard', method: 'GET', path: '/dashboard' },
  { name: 'latest-contract', method: 'GET', path: '/pacts/provider/service-2/consumer/service-1/latest' },
  { name: 'search', method: 'GET', path: '/search?q=service-1%201&size=5' },
]

test.each(requests)('$name reaches what grows by indexes only', async ({ name, method, path, body }) => {
  statements = []
  const reply = await broker.request(method, path, body === undefined ? {} : { body })
  expect(reply.status, reply.text).toBe(200)
  const asked = statements.filter(({ sql: text }) => !/^\s*(begin|commit|rollback)/i.test(text))
  const plans: string[] = []
  for (const statement of asked) plans.push(await planOf(statement))
  expect(plans.length).toBeGreaterThan(0)
  const scanned = plans.flatMap((plan) => [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table = '']) => table))
  expect(
    scanned.filter((table) => !SMALL.has(table)),
    plans.join('\n\n'),
  ).toEqual([])
  // Another release of PostgreSQL may go another way.
  const { rows } = await sql<{ major: number }>`
    select current_setting('server_version_num')::integer / 10000 as major`.execute(broker.db)
  if (rows[0]?.major !== 18) return
  await expect(`${plans.join('\n\n')}\n`).toMatchFileSnapshot(`../golden/plans/${name}.txt`)
})
