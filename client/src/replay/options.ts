import type { Environment } from '../ci.ts'
import type { App } from '../provider/app.ts'
import type { InteractionFilter } from '../provider/filter.ts'
import type { HeaderValues } from '../provider/shard.ts'
import type { ContractSource } from '../provider/sources.ts'
import type { AnyStateHandlers, StateListener } from '../provider/states.ts'

/** What every kind of replay is told; all but the first two may be left out. */
export interface ReplayOptions {
  /** The provider's name in its contracts. */
  readonly provider: string
  /** The provider: the URL of one that runs, or an app, which is then served on a port of this process. */
  readonly app: App
  /** Where the contracts are from; unless told, what the environment's broker selects. */
  readonly contracts?: ContractSource | readonly ContractSource[] | undefined
  /** Bring the provider into its states; where nothing is told, it is taken to be in all of them. */
  readonly states?: AnyStateHandlers | StateListener | undefined
  /** Sent with every request, in place of those of the contract with the same name: credentials above all. */
  readonly headers?: HeaderValues | undefined
  readonly filter?: InteractionFilter | undefined
  /** Only interactions whose request has one of these methods. */
  readonly methods?: readonly string[] | undefined
  /** How long a request or a state may take; 30 seconds unless told. */
  readonly timeoutMs?: number | undefined
  /** Takes any certificate of a provider at an https URL. */
  readonly insecure?: boolean | undefined
  /** Ends the run early; what was found until then is reported. */
  readonly signal?: AbortSignal | undefined
  /** How far it is, in a few words, a few times a second at most. */
  readonly onProgress?: ((says: string) => void) | undefined
  readonly cwd?: string | undefined
  readonly env?: Environment | undefined
}
