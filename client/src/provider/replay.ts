/**
 * Replays interactions: the core sends what a consumer would send and compares the answers; everything it asks for on the
 * way (the provider, its states, its messages) is answered by one server in this process.
 */
import type { Environment } from '../ci.ts'
import { urlOf } from './app.ts'
import { type LogLevel, startEngine } from './engine.ts'
import { findings, isReplayed, resultOf } from './findings.ts'
import type { InteractionResult } from './result.ts'
import { startReplayServer } from './server.ts'
import { type HeaderValues, shardOf } from './shard.ts'
import { type NamedPlan, type Shard, expectsRedirect, shardsOf } from './shards.ts'
import { type Planned, type StageOptions, createTheatre } from './stage.ts'

export interface ReplayOptions extends StageOptions {
  /** Sent with every request, in place of those of the contract with the same name. */
  readonly headers?: HeaderValues | undefined
  /** How long a request, a state handler or a message may take; 30 seconds unless told. */
  readonly timeoutMs?: number | undefined
  /** What the core logs, to the standard error; nothing unless told. */
  readonly logLevel?: LogLevel | undefined
}

export interface Replayer {
  /** In this order, one after the other. */
  replay(planned: readonly Planned[]): Promise<readonly InteractionResult[]>
  stop(): Promise<void>
}

const DEFAULT_TIMEOUT_MS = 30_000
/** So that a handler which is late is told by us, with its name, before the core gives up. */
const GRACE_MS = 1_000

/** Makes ready to replay; `all` is everything that may be replayed. Stop it afterwards. */
export async function createReplayer(
  options: ReplayOptions,
  { all, env }: { readonly all: readonly Planned[]; readonly env: Environment },
): Promise<Replayer> {
  const { app, request, headers = {}, timeoutMs = DEFAULT_TIMEOUT_MS, insecure: isInsecure = false, logLevel } = options
  const { scenes, stage, end } = await createTheatre(options, { all, timeoutMs, env })
  const server = await startReplayServer(stage)
  // The provider is asked without a detour, unless its requests are to be changed on the way.
  const target = (request ? undefined : urlOf(app)) ?? server.url
  const engine = await startEngine({ url: target, env, logLevel })
  let count = 0
  let queue: Promise<unknown> = Promise.resolve()

  function named(planned: Planned): NamedPlan {
    count += 1
    const name = `interaction ${count}`
    scenes.set(name, { planned, values: {}, isSetUp: false, exchange: undefined, problems: [] })
    return { name, interaction: planned.interaction, planned }
  }

  async function replayShard(shard: Shard): Promise<readonly InteractionResult[]> {
    const [{ interaction, planned }, ...others] = shard
    const report = await engine.replay({
      shard: shardOf(planned.document, shard, headers),
      target: interaction.kind === 'http' ? target : server.messageUrl,
      stateUrl: server.stateUrl,
      timeoutMs: timeoutMs + GRACE_MS,
      isFollowing: !expectsRedirect(interaction),
      isInsecure,
    })
    await end()
    // One that the core cannot read takes the whole shard with it.
    if (others.length > 0 && !isReplayed(report)) return inOrder(shard.map((one): Shard => [one]))
    const find = findings(report)
    return shard.flatMap(({ name }) => {
      const scene = scenes.get(name)
      scenes.delete(name)
      return scene ? [resultOf(scene, find(name), timeoutMs)] : []
    })
  }

  async function inOrder(shards: readonly Shard[]): Promise<readonly InteractionResult[]> {
    const results: InteractionResult[] = []
    for (const shard of shards) results.push(...(await replayShard(shard)))
    return results
  }

  return {
    replay(planned) {
      // The provider is in the states of one interaction at a time.
      const next = queue.then(() => inOrder(shardsOf(planned.map(named))))
      queue = next.catch(() => undefined)
      return next
    },
    async stop() {
      await engine.stop()
      await server.close()
    },
  }
}
