/** One line a happening, as JSON for machines or readable on a terminal. No line holds a secret. */
import { type DestinationStream, type Level, type Logger, destination, pino, stdTimeFunctions } from 'pino'

interface LogOptions {
  readonly level: Level
  /** Undefined: readable on a terminal, JSON elsewhere. */
  readonly format: 'json' | 'pretty' | undefined
}

const CENSOR = '***'
const SECRET = /authorization|cookie|password|token|secret|databaseurl/i
const STANDARD_OUTPUT = 1
// Lines are written together, at the latest after this time: a write for each costs as much as a small request.
const FLUSH_MS = 200
const FLUSH_BYTES = 8 * 1024

function withoutSecrets(values: unknown): unknown {
  if (typeof values !== 'object' || values === null) return values
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, SECRET.test(name) ? CENSOR : value]))
}

const hidden = () => CENSOR

// By field, since a general redaction costs as much as the rest of the line. Fields of other names hold no secrets.
const serializers = {
  authorization: hidden,
  password: hidden,
  token: hidden,
  databaseUrl: hidden,
  headers: withoutSecrets,
  settings: withoutSecrets,
}

export function logTo(stream: DestinationStream, level: Level): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
      serializers,
    },
    stream,
  )
}

/** Writes to the standard output. Lines that wait for a slow reader are written when the process ends. */
export async function openLog({ level, format }: LogOptions): Promise<Logger> {
  const output = destination({ dest: STANDARD_OUTPUT, sync: false, minLength: FLUSH_BYTES, periodicFlush: FLUSH_MS })
  if ((format ?? (process.stdout.isTTY ? 'pretty' : 'json')) === 'json') return logTo(output, level)
  const { default: pretty } = await import('pino-pretty')
  return logTo(
    pretty({
      colorize: process.stdout.isTTY,
      destination: output,
      translateTime: 'SYS:HH:MM:ss',
      ignore: 'requestId,traceId,method,url,route,status,durationMs,actor',
    }),
    level,
  )
}
