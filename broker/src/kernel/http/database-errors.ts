/**
 * What PostgreSQL's refusals mean for the client, by SQLSTATE. Commands expect most of these and say more; this is for
 * what no command foresaw, so that bad input and lost races are never the broker's fault.
 */
import type { ErrorCode } from '@tallystick/client/wire'
import { BrokerError } from '../broker-error.ts'

type Meaning = readonly [code: ErrorCode, message: string]

const raced: Meaning = ['conflict', 'Somebody else changed the same thing at the same time. Try again.']
const busy: Meaning = ['unavailable', 'The database did not answer in time. Try again.']
const away: Meaning = ['unavailable', 'The database cannot be reached. Try again.']

const meanings: Readonly<Record<string, Meaning>> = {
  '22001': ['malformed-request', 'The request holds a text that is too long'],
  '22003': ['malformed-request', 'The request holds a number that is out of range'],
  '22007': ['malformed-request', 'The request holds a date that cannot be read'],
  '22008': ['malformed-request', 'The request holds a date that is out of range'],
  '22021': ['malformed-request', 'The request holds a character that cannot be stored (NUL or invalid UTF-8)'],
  '22P02': ['malformed-request', 'The request holds a value of the wrong form'],
  '22P05': ['malformed-request', 'The request holds a character that cannot be stored (NUL)'],
  '23503': raced,
  '23505': raced,
  '40001': raced,
  '40P01': raced,
  '53300': away,
  '54000': ['malformed-request', 'The request holds a name that is too long: 2,600 bytes are possible'],
  '57014': busy,
  '57P01': away,
  '57P02': away,
  '57P03': away,
  ECONNREFUSED: away,
  ECONNRESET: away,
  EPIPE: away,
  ENOENT: away,
  ETIMEDOUT: away,
}

// The driver gives these no code.
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

export function databaseError(error: unknown): BrokerError | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const meaning = meanings[code] ?? (LOST.test(error.message) ? away : undefined)
  return meaning && new BrokerError(...meaning, { cause: error })
}
