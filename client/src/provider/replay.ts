/**
 * Replays interactions: the core sends what a consumer would send and compares the answers; everything it asks for on the
 * way (the provider, its states, its messages) is answered by one server in this process.
 */
import type { Environment } from '../ci.ts'
import { type JsonObject, isJsonObject } from '../contract/json.ts'
import { urlOf } from './app.ts'
import { type LogLevel, startEngine } from './engine.ts'
import { objectsIn, textIn } from './json-parts.ts'
import { mismatchesOf } from './mismatch.ts'
import type { InteractionResult } from './result.ts'
import { startReplayServer } from './server.ts'
import { type HeaderValues, shardOf } from './shard.ts'
import { type NamedPlan, type Shard, expectsRedirect, shardsOf } from './shards.ts'
import { type Planned, type Scene, type StageOptions, createTheatre } from './stage.ts'

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
const GRACE_MS = 2_000

function resultOf({ planned, exchange, problems }: Scene, found: JsonObject | undefined): InteractionResult {
  const { document, interaction, pending } = planned
  const isFound = found?.['result'] === 'OK'
  // What went wrong on our side explains what the core then saw.
  const mismatches = problems.length > 0 ? problems : mismatchesOf(found ?? {}, interaction)
  return {
    consumer: document.consumer,
    provider: document.provider,
    description: interaction.description,
    states: interaction.states.map(({ name }) => name),
    kind: interaction.kind,
    success: isFound && problems.length === 0,
    pending: pending || interaction.isPending,
    mismatches: isFound ? problems : mismatches,
    exchange,
    durationMs: durationOf(found),
    interactionId: interaction.id,
  }
}

const MS_PER_UNIT: Readonly<Record<string, number>> = { ns: 1e-6, µs: 1e-3, ms: 1, s: 1000 }

/** From `12ms` or `1.5s`. */
function durationOf(found: JsonObject | undefined): number {
  const [, number = '0', unit = 'ms'] = /^([\d.]+)(ns|µs|ms|s)$/.exec(textIn(found ?? {}, 'duration') ?? '') ?? []
  return Number(number) * (MS_PER_UNIT[unit] ?? 1)
}

function foundIn(report: unknown): ReadonlyMap<string, JsonObject> {
  const results = isJsonObject(report) ? objectsIn(report['interactionResults']) : []
  return new Map(results.map((result) => [textIn(result, 'description') ?? '', result]))
}

/** Makes ready to replay; `all` is everything that may be replayed. Stop it afterwards. */
export async function createReplayer(
  options: ReplayOptions,
  { all, env }: { readonly all: readonly Planned[]; readonly env: Environment },
): Promise<Replayer> {
  const { app, request, headers = {}, timeoutMs = DEFAULT_TIMEOUT_MS, logLevel } = options
  const { scenes, stage } = await createTheatre(options, { all, timeoutMs })
  const server = await startReplayServer(stage)
  // The provider is asked without a detour, unless its requests are to be changed on the way.
  const target = (request ? undefined : urlOf(app)) ?? server.url
  const engine = await startEngine({ url: target, env, logLevel })
  let count = 0

  function named(planned: Planned): NamedPlan {
    count += 1
    const name = `interaction ${count}`
    scenes.set(name, { planned, values: {}, exchange: undefined, problems: [] })
    return { name, interaction: planned.interaction, planned }
  }

  async function replayShard(shard: Shard): Promise<readonly InteractionResult[]> {
    const [{ interaction, planned }] = shard
    const report = await engine.replay({
      shard: shardOf(planned.document, shard, headers),
      target: interaction.kind === 'http' ? target : server.messageUrl,
      stateUrl: server.stateUrl,
      timeoutMs: timeoutMs + GRACE_MS,
      isFollowing: !expectsRedirect(interaction),
    })
    const found = foundIn(report)
    return shard.flatMap(({ name }) => {
      const scene = scenes.get(name)
      scenes.delete(name)
      return scene ? [resultOf(scene, found.get(name))] : []
    })
  }

  return {
    async replay(planned) {
      const results: InteractionResult[] = []
      for (const shard of shardsOf(planned.map(named))) results.push(...(await replayShard(shard)))
      return results
    },
    async stop() {
      await engine.stop()
      await server.close()
    },
  }
}
