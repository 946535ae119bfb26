import pg from 'pg'
import type { Endpoint } from './settings.ts'

export type Login =
  | { readonly outcome: 'open'; readonly session: pg.Client; readonly connection: EmbeddedConnection }
  /** There is a server, which takes nobody yet, or nobody any more. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'absent' }

/** In the terms of pg. */
export interface EmbeddedConnection extends Endpoint {
  readonly user: string
  readonly password: string
  readonly database: string
  readonly ssl: false
}

const CONNECT_TIMEOUT_MS = 5_000
const absent = new Set(['ENOENT', 'ECONNREFUSED'])
// Starting or stopping; all sessions taken; cut off while saying hello. A time-out of pg's own has no code.
const busy = new Set(['57P03', '53300', 'ECONNRESET', 'EPIPE', 'none'])

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'none'
}

/** Tries to open a session, once. */
export async function login(connection: EmbeddedConnection): Promise<Login> {
  const client = new pg.Client({
    ...connection,
    application_name: 'tallystick-launcher',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // The caller learns of a lost session by the 'end' event; an unheard 'error' would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return { outcome: 'open', session: client, connection }
  } catch (error) {
    const code = codeOf(error)
    if (absent.has(code)) return { outcome: 'absent' }
    if (busy.has(code)) return { outcome: 'busy' }
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The embedded database at ${connection.host} cannot be used: ${reason}.`, { cause: error })
  }
}
