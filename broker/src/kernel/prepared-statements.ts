// Statements are prepared by themselves: a connection gives a statement that it meets for the second time a name, by
// which the server finds it parsed and, after a few uses, planned. Planning costs more than running most of our queries.

import type { PostgresCursor, PostgresPoolClient, PostgresQueryResult } from 'kysely'

/** Beyond that many a session's memory would grow for little: the rest stay unnamed. */
const NAMES_LIMIT = 200
const SEEN_LIMIT = 500
// What controls a transaction has no plan, and is a single message when it is not prepared.
const CONTROL = /^(begin|start transaction|commit|rollback|savepoint|release|set|reset|discard)\b/i
// "cached plan must not change result type" after a migration; "prepared statement does not exist" behind a pooler.
const STALE = new Set(['0A000', '26000'])

interface Statement {
  readonly name?: string
  readonly text: string
  readonly values: readonly unknown[]
}

/** What is needed of pg's client. */
interface Client extends Omit<PostgresPoolClient, 'query'> {
  query<Row>(statement: Statement): Promise<PostgresQueryResult<Row>>
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
}

/** The names that one connection has given. */
class StatementNames {
  readonly #names = new Map<string, string>()
  readonly #seen = new Set<string>()
  #count = 0

  /** The name for a statement that is worth one. */
  nameFor(text: string): string | undefined {
    const known = this.#names.get(text)
    if (known !== undefined || this.#names.size >= NAMES_LIMIT) return known
    if (!this.#seen.delete(text)) {
      this.#seen.add(text)
      const [oldest] = this.#seen
      if (this.#seen.size > SEEN_LIMIT && oldest !== undefined) this.#seen.delete(oldest)
      return undefined
    }
    this.#count += 1
    const name = `s${this.#count}`
    this.#names.set(text, name)
    return name
  }

  /** After this the statement gets a new name, and is prepared anew. */
  forget(text: string): void {
    this.#names.delete(text)
  }
}

function isStale(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && STALE.has(error.code)
}

/** Several statements in one text cannot be prepared. They have no parameters. */
function isPreparable(text: string, values: readonly unknown[]): boolean {
  return (values.length > 0 || !text.includes(';')) && !CONTROL.test(text)
}

/** A client for kysely which prepares what is repeated. One for each connection, for as long as that lives. */
export class PreparingClient implements PostgresPoolClient {
  readonly #client: Client
  readonly #names = new StatementNames()

  constructor(client: Client) {
    this.#client = client
  }

  query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>
  query<Row>(
    statement: string | PostgresCursor<Row>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    return typeof statement === 'string' ? this.#run(statement, values) : this.#client.query(statement)
  }

  async #run<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>> {
    const name = isPreparable(text, values) ? this.#names.nameFor(text) : undefined
    if (name === undefined) return this.#client.query<Row>({ text, values })
    try {
      return await this.#client.query<Row>({ name, text, values })
    } catch (error) {
      if (isStale(error)) this.#names.forget(text)
      throw error
    }
  }

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }
}
