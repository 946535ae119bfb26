/**
 * How much may be asked of the brokers. Who is known is limited as who they are, others by their address. Where no
 * accounts are kept, the machine of the broker is not limited: it is its user's own.
 */
import type { Context } from '../context.ts'
import type { Access } from '../kernel/endpoint.ts'
import { Rates } from '../kernel/rates.ts'
import { tooManyRequests } from './accounts.errors.ts'
import type { Caller } from './caller.ts'
import { keepsAccounts } from './credentials.ts'
import { FailedSignIns } from './failed-sign-ins.command.ts'
import { isOfThisMachine, sourceOf } from './source.ts'

interface Asking {
  readonly caller: Caller
  readonly access: Access
  /** Found out where it matters: that costs more than the counting. */
  readonly address: () => string | undefined
}

export interface Limits {
  /** Throws when the caller asks too often. */
  countRequest(asking: Asking): void
  /** Throws when so much was wrong from this address that nothing that could be guessed is looked at. */
  assertMaySignIn(address: string | undefined): void
  /**
   * To be called with every credential that turns out to be wrong, whatever its kind; `shown` tells it from others, and
   * is not kept. Throws when that was one too many; otherwise refuse as usual.
   */
  countFailedSignIn(address: string | undefined, shown: string): Promise<void>
  /** Tells the other brokers what was counted. */
  flush(): Promise<void>
}

const reads: ReadonlySet<Access> = new Set<Access>(['public', 'heartbeat', 'badge', 'read'])

/** Counts what comes to this broker, together with the others on its database. */
export function openLimits(context: Pick<Context, 'config' | 'db' | 'clock' | 'log'>): Limits {
  const { config } = context
  const isOpen = !keepsAccounts(config)
  const rates = new Rates(context)
  const failures = new FailedSignIns(context)

  return {
    countRequest({ caller, access, address }) {
      const isRead = reads.has(access)
      const most = isRead ? config.rateLimitReads : config.rateLimitWrites
      if (most === 0 || (isOpen && isOfThisMachine(address()))) return
      const isKnown = caller.kind !== 'anybody'
      const who = isKnown ? `${caller.kind} ${caller.uuid ?? caller.name}` : sourceOf(address())
      const seconds = rates.wait({ key: `${isRead ? 'reads' : 'writes'} ${who}`, most })
      if (seconds === undefined) return
      throw tooManyRequests(isKnown ? caller.name : `The address ${address()}`, { most, isRead, seconds })
    },
    assertMaySignIn: (address) => failures.assertFew(address),
    countFailedSignIn: (address, shown) => failures.count(address, shown),
    flush: () => rates.flush(),
  }
}
