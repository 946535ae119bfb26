/** What was found about an interaction: what the core says, together with what went wrong while it was replayed. */
import { type JsonObject, isJsonObject } from '../contract/json.ts'
import { objectOf, objectsIn, textIn } from './json-parts.ts'
import { type Mismatch, mismatchesOf } from './mismatch.ts'
import type { InteractionResult } from './result.ts'
import type { Scene } from './stage.ts'

const MS_PER_UNIT: Readonly<Record<string, number>> = { ns: 1e-6, µs: 1e-3, ms: 1, s: 1000 }

/** From `12ms` or `1.5s`. */
function durationOf(found: JsonObject): number {
  const [, number = '0', unit = 'ms'] = /^([\d.]+)(ns|µs|ms|s)$/.exec(textIn(found, 'duration') ?? '') ?? []
  return Number(number) * (MS_PER_UNIT[unit] ?? 1)
}

function requestLine({ planned, exchange }: Scene): string {
  const request = objectOf(planned.interaction.source['request'])
  return exchange ?? `${textIn(request, 'method') ?? 'GET'} ${textIn(request, 'path') ?? '/'}`
}

/** The core tells every lost answer in the same few words. */
function explained(mismatch: Mismatch, { line, late }: { readonly line: string; readonly late: string }): Mismatch {
  const { part, says } = mismatch
  if (part !== 'provider' || !says.startsWith('error sending request')) return mismatch
  const advice = says.includes('https://') ? ' Is its certificate trusted? SSL_CERT_FILE names those that are.' : ''
  const why = late || `: there was no connection, or it was cut (${says}).${advice}`
  return { part, path: '', says: `The provider did not answer ${line}${why}` }
}

export function resultOf(scene: Scene, found: JsonObject, timeoutMs: number): InteractionResult {
  const { planned, exchange, problems } = scene
  const { document, interaction, pending } = planned
  const isFitting = found['result'] === 'OK'
  const durationMs = durationOf(found)
  const late = durationMs >= timeoutMs ? ` within ${timeoutMs / 1000} seconds` : ''
  const unfit = isFitting ? [] : mismatchesOf(found, interaction)
  return {
    consumer: document.consumer,
    provider: document.provider,
    description: interaction.description,
    states: interaction.states.map(({ name }) => name),
    kind: interaction.kind,
    success: isFitting && problems.length === 0,
    pending: pending || interaction.isPending,
    // What went wrong on our side explains what the core then saw.
    mismatches: problems.length > 0 ? problems : unfit.map((one) => explained(one, { line: requestLine(scene), late })),
    exchange,
    durationMs,
    interactionId: interaction.id,
  }
}

/** False when the core could not even read what it was given. */
export function isReplayed(report: unknown): boolean {
  return isJsonObject(report) && objectsIn(report['interactionResults']).length > 0
}

/** Gives what the core's report says of an interaction, by its name there; of one it left out, why. */
export function findings(report: unknown): (name: string) => JsonObject {
  const { interactionResults, errors } = isJsonObject(report) ? report : {}
  const byName = new Map(objectsIn(interactionResults).map((result) => [textIn(result, 'description') ?? '', result]))
  const [mismatch] = objectsIn(errors).map((error) => objectOf(error['mismatch']))
  return (name) => byName.get(name) ?? (mismatch ? { mismatch } : {})
}
