/**
 * Whether answers that were kept are as their contracts expect: the core compares them, as it does when a provider is
 * verified, with this process in the provider's place, which gives each answer back.
 */
import type { Environment } from '../ci.ts'
import type { Mismatch } from '../provider/mismatch.ts'
import { createReplayer } from '../provider/replay.ts'
import type { Planned } from '../provider/stage.ts'
import type { ReplayRequest } from './request.ts'
import type { Answer } from './send.ts'

export interface KeptAnswer {
  readonly request: ReplayRequest
  readonly answer: Answer
}

/** Headers of one connection, not of the answer. */
const OF_CONNECTION: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])

/** The interaction with a request that only says which answer is wanted: the request is not what is judged. */
function planOf({ request: { method, planned } }: KeptAnswer, index: number): Planned {
  const { providerState: _one, providerStates: _many, provider_state: _old, ...source } = planned.interaction.source
  const asked = { method: method === 'HEAD' ? 'HEAD' : 'GET', path: `/${index}` }
  return { ...planned, interaction: { ...planned.interaction, states: [], source: { ...source, request: asked } } }
}

/** Redirects are followed by the core where none is expected; there the answer cannot be judged, and its status is told. */
function isJudged({ request, answer }: KeptAnswer): boolean {
  const isRedirect = answer.status >= 300 && answer.status < 400
  return !isRedirect || request.response.status === answer.status
}

/** What does not fit in each answer, in their order; nothing where all does. */
export async function judge(
  kept: readonly KeptAnswer[],
  env: Environment = process.env,
): Promise<readonly (readonly Mismatch[])[]> {
  if (kept.length === 0) return []
  const all = kept.map(planOf)
  const judged = kept.flatMap((one, index) => (isJudged(one) ? (all[index] ?? []) : []))
  const replayer = await createReplayer(
    {
      app: (request, response) => {
        const answer = kept[Number(request.url?.slice(1))]?.answer
        const headers = answer?.headers.filter(([name]) => !OF_CONNECTION.has(name.toLowerCase())) ?? []
        response.writeHead(answer?.status ?? 404, headers.flat())
        response.end(answer?.body)
      },
      states: () => undefined,
    },
    { all: judged, env },
  )
  try {
    const results = await replayer.replay(judged)
    const found = new Map(judged.map((plan, index) => [plan, results[index]?.mismatches ?? []]))
    return all.map((plan) => found.get(plan) ?? [])
  } finally {
    await replayer.stop()
  }
}
