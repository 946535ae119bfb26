// A process of its own that uses an embedded server, for tests that kill it. Its parent tells it what to do.

import pg from 'pg'
import { startEmbedded } from '../../src/kernel/postgres/embedded.ts'

export type Command = { readonly do: 'query'; readonly sql: string } | { readonly do: 'stop' }

export type Report =
  | { readonly is: 'log'; readonly level: string; readonly message: string }
  | { readonly is: 'up'; readonly url: string; readonly durationMs: number }
  | { readonly is: 'result'; readonly rows: readonly unknown[] }
  | { readonly is: 'failed'; readonly message: string }
  | { readonly is: 'stopped' }

function report(value: Report): void {
  process.send?.(value)
}

function logAs(level: string) {
  return (_: object, message: string) => report({ is: 'log', level, message })
}

function fail(error: unknown): void {
  report({ is: 'failed', message: error instanceof Error ? error.message : String(error) })
}

async function main(dataDir = '', ...settings: readonly string[]): Promise<void> {
  const startedAt = performance.now()
  const log = { info: logAs('info'), warn: logAs('warn'), error: logAs('error') }
  const server = await startEmbedded({
    dataDir,
    log,
    settings: Object.fromEntries(settings.map((each) => each.split('='))),
  })
  const pool = new pg.Pool({ ...server.connection, max: 2 })
  pool.on('error', () => {})

  async function obey(command: Command): Promise<void> {
    if (command.do === 'query') {
      const { rows } = await pool.query(command.sql)
      report({ is: 'result', rows })
    } else {
      await pool.end()
      await server.stop()
      report({ is: 'stopped' })
      process.disconnect()
    }
  }

  process.on('message', (command: Command) => void obey(command).catch(fail))
  report({ is: 'up', url: server.url, durationMs: performance.now() - startedAt })
}

// oxlint-disable-next-line unicorn/no-process-exit -- the test that started it is gone
process.once('disconnect', () => process.exit())
await main(...process.argv.slice(2)).catch((error: unknown) => {
  fail(error)
  process.disconnect()
})
