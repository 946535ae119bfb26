// One or more broker processes on one database, asked in turn.

import pg from 'pg'
import { createTestDatabase } from './database.ts'
import { type PactOptions, pactFor } from './pact-files.ts'
import { startBrokerProcess } from './process.ts'
import { publication } from './publications.ts'

export const AT_ONCE = 20

export interface Reply {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests reach into documents freely
  readonly json: any
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function send(url: string, method: string, { body, type }: { body?: unknown; type: string }): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/hal+json, application/json',
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: parsed(await response.text()) }
}

/** The work, so many times at once. */
export async function atOnce(work: (index: number) => Promise<Reply>): Promise<readonly Reply[]> {
  return Promise.all(Array.from({ length: AT_ONCE }, (_, index) => work(index)))
}

/** How often each status was answered. */
export function statuses(replies: readonly Reply[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {}
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** Where the results for a contract go, on whichever broker. */
export function resultsPath(contract: Reply['json']): string {
  return new URL(contract._links['pb:publish-verification-results'].href).pathname
}

interface Publication extends PactOptions {
  readonly version?: string
  readonly onConflict?: 'merge'
}

export type Brokers = Awaited<ReturnType<typeof startBrokers>>

/** Stop them in `afterAll`. */
export async function startBrokers(count: number) {
  const database = await createTestDatabase()
  const brokers = await Promise.all(
    Array.from({ length: count }, () => startBrokerProcess({ on: { databaseUrl: database.url } })),
  )
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  let turn = 0
  const nextUrl = () => brokers[(turn += 1) % count]?.url ?? ''

  async function request(
    method: string,
    path: string,
    body?: unknown,
    type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
  ): Promise<Reply> {
    return send(nextUrl() + path, method, { body, type })
  }

  return {
    request,
    /** Publishes a contract of version 1 on the main branch, unless told otherwise. */
    publish({ version = '1', onConflict, ...pact }: Publication): Promise<Reply> {
      const contracts = { [pact.provider]: pactFor(pact) }
      const conflict = onConflict === undefined ? {} : { onConflict }
      const details = { consumer: pact.consumer, branch: 'main', tags: ['dev'], contracts, ...conflict }
      return request('POST', '/contracts/publish', publication(version, details))
    },
    /** The one number that a query of the database gives. */
    async count(query: string, ...values: readonly unknown[]): Promise<number> {
      const { rows } = await client.query<{ count: string }>(`select count(*) from ${query}`, [...values])
      return Number(rows[0]?.count)
    },
    /** Fails when one of them logged an error of its own. */
    async stop(): Promise<void> {
      await client.end()
      await Promise.all(brokers.map((broker) => broker.stop()))
      await database.drop()
      const failures = brokers.flatMap(({ log }) => log().split('\n')).filter((line) => /"level":(50|60)/.test(line))
      if (failures.length > 0) throw new Error(failures.join('\n'))
    },
  }
}
