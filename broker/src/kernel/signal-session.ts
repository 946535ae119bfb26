import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { listenTo } from './signal.sql.ts'

const CONNECT_TIMEOUT_MS = 10_000
const END_TIMEOUT_MS = 1000

interface Session {
  /** Says why, when the connection is gone. */
  readonly lost: Promise<string>
  end(): Promise<void>
}

/** A session of its own that hears what is notified on the channel, for as long as the connection lasts. */
export async function listenOnce(
  { url, channel }: { readonly url: string; readonly channel: string },
  onPayload: (payload: string) => void,
): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tallystick-signal',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  const lost = Promise.withResolvers<string>()
  client.on('error', (error) => lost.resolve(error.message))
  client.on('end', () => lost.resolve('the connection ended'))
  client.on('notification', ({ payload = '' }) => onPayload(payload))

  async function end() {
    // A connection that is gone without a word would be said farewell to for minutes.
    const ended = client.end().catch(() => {})
    await Promise.race([ended, delay(END_TIMEOUT_MS, undefined, { ref: false })])
    client.connection.stream.destroy()
  }

  try {
    await client.connect()
    await listenTo(client, channel)
    return { lost: lost.promise, end }
  } catch (error) {
    await end()
    throw error
  }
}
