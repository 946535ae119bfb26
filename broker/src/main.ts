import type { Logger } from 'pino'
import { readConfig } from './kernel/config.ts'
import { helpText, readFlags } from './kernel/flags.ts'
import { openLog } from './kernel/log.ts'
import { type RunningBroker, startBroker } from './start.ts'
import { VERSION } from './version.ts'

/** Resolves with the signal that asks the broker to stop; another one ends it at once. */
async function signalled(log: Logger): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) {
          log.warn({ signal }, `${signal} again: ending at once`)
          process.exit(1)
        }
        asked = true
        resolve(signal)
      })
    }
  })
}

/** The exit code. */
async function stop(broker: RunningBroker, log: Logger): Promise<number> {
  const startedAt = performance.now()
  try {
    await broker.stop()
  } catch (error) {
    log.error({ err: error }, 'Did not stop in order')
    return 1
  }
  const durationMs = Math.round(performance.now() - startedAt)
  log.info({ durationMs }, `Stopped after ${durationMs} ms`)
  return 0
}

/** Runs the broker until it is told to stop; the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const flags = readFlags(args)
  if (flags.help || flags.version) {
    process.stdout.write(`${flags.help ? helpText() : VERSION}\n`)
    return 0
  }
  const { config, given, warnings } = readConfig({ env: process.env, flags: flags.values })
  const log = await openLog({ level: config.logLevel, format: config.logFormat })
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, `The broker ends, since it came upon an error in itself: ${error.message}`)
    process.exit(1)
  })
  if (Object.keys(given).length > 0) log.info({ settings: given }, `Set: ${Object.keys(given).join(', ')}`)
  for (const warning of warnings) log.warn(`Without effect: ${warning}`)
  const signal = signalled(log)
  const broker = await startBroker(config, log)
  log.flush()
  log.info(`${await signal}: stopping`)
  return stop(broker, log)
}

try {
  // Nothing that still holds a timer or a socket may keep the process.
  process.exit(await run(process.argv.slice(2)))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`Tallystick cannot start: ${message}\n`)
  process.exit(1)
}
