import pg from 'pg'
import type { Endpoint } from './settings.ts'

export type Login =
  | { readonly outcome: 'open'; readonly client: pg.Client }
  /** There is a server, which takes nobody yet, or nobody any more. */
  | { readonly outcome: 'busy' }
  | { readonly outcome: 'absent' }

export interface EmbeddedConnection extends Endpoint {
  readonly user: string
  readonly password: string
  readonly database: string
}

const CONNECT_TIMEOUT_MS = 5_000
const absent = new Set(['ENOENT', 'ECONNREFUSED'])
// 28P01: the password was refused; 28000: so was the user.
const refused = new Set(['28P01', '28000'])

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Tries to open a session, once. */
export async function login(connection: EmbeddedConnection): Promise<Login> {
  const client = new pg.Client({
    ...connection,
    ssl: false,
    application_name: 'tallystick-launcher',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // The caller learns of a lost session by the 'end' event; an unheard 'error' would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return { outcome: 'open', client }
  } catch (error) {
    const code = codeOf(error)
    if (refused.has(code)) {
      throw new Error('The embedded database does not accept the password in the data directory.', { cause: error })
    }
    return { outcome: absent.has(code) ? 'absent' : 'busy' }
  }
}
