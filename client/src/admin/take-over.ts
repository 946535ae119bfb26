/**
 * Takes everything over from a broker: what is named first, then what names it. What the target has already is not sent
 * again, so a run that was stopped is simply run again, and so is one before a switch, to bring what is new.
 */
import { BrokerCallError } from '../broker/call-error.ts'
import { find } from '../broker/call.ts'
import type { Transport } from '../broker/transport.ts'
import { about } from '../wire/diagnostics.ts'
import { paths } from '../wire/paths.ts'
import type { EnvironmentAnswer } from './answers.ts'
import type { ArchiveRecord, Target } from './archive.ts'
import type { Limits } from './in-parallel.ts'
import { type Counts, type Ledger, type NotTaken, type Thing, openLedger } from './ledger.ts'
import { takeEnvironments, takePresences } from './take-environments.ts'
import { takeResults } from './take-results.ts'
import { takeApplications, takeVersions } from './take-versions.ts'
import { takeWebhooks } from './take-webhooks.ts'

export interface TakingOver extends Limits {
  readonly source: Transport
  readonly target: Target
  /** To ask what is there already; undefined where nothing is. */
  readonly there: Transport | undefined
  /** Also what is not deployed or released any more. */
  readonly withHistory: boolean
  /** Told how far it is. */
  readonly onProgress: (line: string) => void
}

export interface TakenOver {
  readonly counts: Readonly<Record<Thing, Counts>>
  readonly notTaken: readonly NotTaken[]
  readonly remarks: readonly string[]
  /** Stopped before the end. */
  readonly isStopped: boolean
  /** Why it could not go on. */
  readonly failure: BrokerCallError | undefined
}

/** One take-over while it goes on. */
export interface Taking extends TakingOver {
  readonly ledger: Ledger
  readonly isTallystick: boolean
  readonly environments: readonly EnvironmentAnswer[]
  /** What was sent with versions of what is in environments now. */
  readonly placed: Set<string>
  /** Sends records, and notes what became of them. */
  send(records: readonly ArchiveRecord[]): Promise<void>
  /** Does it; what one thing is wrong with is noted, what concerns all ends it. */
  attempt(of: { readonly thing: Thing; readonly what: string }, work: () => Promise<void>): Promise<void>
}

/** What there is of it before anything was read. */
type Begun = Omit<Taking, 'isTallystick' | 'environments' | 'placed'>

// The broker, or what is before it, is not there, or takes no more.
const AWAY: ReadonlySet<number> = new Set([429, 502, 503, 504])

/** Whether everything else would end the same. */
function isFatal(error: unknown): boolean {
  if (!(error instanceof BrokerCallError)) return !(error instanceof Error && isUnreadable(error))
  if (error.failure === 'unreachable') return true
  return AWAY.has(error.status ?? 0) || error.status === 401 || error.status === 403
}

const isUnreadable = ({ name }: Error) => name === 'SyntaxError' || name === 'ZodError'

function taking(options: TakingOver, ledger: Ledger): Begun {
  const { target } = options
  return {
    ...options,
    ledger,
    async send(records) {
      const outcomes = await target.put(records)
      for (const [index, record] of records.entries()) {
        ledger.note(record, outcomes[index] ?? { outcome: 'refused', reason: 'It was not answered.' })
      }
    },
    async attempt({ thing, what }, work) {
      try {
        await work()
      } catch (error) {
        if (isFatal(error)) throw error
        ledger.missing(thing, { what, why: error instanceof Error ? error.message : String(error) })
      }
    },
  }
}

async function takeAll(begun: Begun): Promise<void> {
  const { source, signal } = begun
  const found = await find(source, { method: 'GET', url: paths.about, answer: about })
  const environments = await takeEnvironments(begun)
  const all: Taking = { ...begun, isTallystick: found !== undefined, environments, placed: new Set<string>() }
  const applications = await takeApplications(all)
  if (signal.aborted) return
  const pairs = await takeVersions(all, applications)
  if (signal.aborted) return
  await takeResults(all, pairs)
  if (signal.aborted) return
  await takePresences(all)
  if (signal.aborted) return
  await takeWebhooks(all)
}

/** Takes everything over, or as much as can be. Throws only what nobody expects. */
export async function takeOver(options: TakingOver): Promise<TakenOver> {
  const ledger = openLedger()
  let failure: BrokerCallError | undefined
  try {
    await takeAll(taking(options, ledger))
  } catch (error) {
    if (!(error instanceof BrokerCallError)) throw error
    failure = error
  }
  const { notTaken, remarks } = ledger
  return { counts: ledger.counts(), notTaken, remarks, isStopped: options.signal.aborted, failure }
}
