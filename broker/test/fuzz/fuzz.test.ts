// Whatever is sent to whichever endpoint: the answer comes soon, is not the broker's fault, and tells nothing of its
// insides or of what belongs to others. `npm run fuzz -- --runs 200 --seed 1` takes longer, and repeats what was found.

import { hash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Generated, type Operation, operationsOf, requestTo } from './operations.ts'
import { type RawAnswer, bytesOf, sendBytes } from './send.ts'
import { type FuzzWorld, startFuzzWorld } from './world.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 8)
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const AT_ONCE = 4
// A stack, or words of what the broker is made of.
const INSIDES =
  /\n\s+at |node_modules|\.ts:\d|\.js:\d|kysely|SQLSTATE|syntax error at|violates|"undefined"|\[object Object\]/i

let world: FuzzWorld
beforeAll(async () => {
  world = await startFuzzWorld()
})
afterAll(() => world.stop())

/** What is wrong with the answer. */
function complaints({ caller, request }: Generated, { status, head, text }: RawAnswer): readonly string[] {
  const isJson = /^content-type: [^;]*json/im.test(head) && !/ndjson/.test(head) && request.method !== 'HEAD'
  const found: string[] = []
  if (status < 200 || status >= 500) found.push(`answers ${status}`)
  if (status >= 400 && INSIDES.test(text)) found.push('tells of its insides')
  if (/^x-injected/im.test(head)) found.push('takes a header from what was sent')
  if (isJson && text !== '') {
    try {
      JSON.parse(text)
    } catch {
      found.push('answers what is no JSON')
    }
  }
  return [...found, ...world.leaksTo(caller, head + text).map((secret) => `shows ${secret}`)]
}

const shown = ({ caller, request }: Generated) =>
  `as ${caller}: ${bytesOf(request)
    .toString('latin1')
    .replaceAll(/Bearer \S+/g, 'Bearer …')
    .slice(0, 1500)}`

/** How many were answered so. */
const statuses = new Map<number, number>()

async function check(generated: Generated): Promise<void> {
  const answer = await sendBytes(world.url, bytesOf(generated.request)).catch((error: unknown) => String(error))
  if (typeof answer === 'string') throw new Error(`${answer} ${shown(generated)}`)
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  const wrong = complaints(generated, answer)
  if (wrong.length > 0) throw new Error(`${wrong.join(', ')}: ${answer.text.slice(0, 500)}\n${shown(generated)}`)
}

async function fuzz(operation: Operation): Promise<string | undefined> {
  const arbitrary = requestTo(operation, { ...world, host: new URL(world.url).host })
  // Each has numbers of its own, so that the others change nothing for it.
  const own = hash('sha1', `${seed} ${operation.method} ${operation.path}`, 'buffer').readInt32BE()
  const result = await fc.check(fc.asyncProperty(arbitrary, check), { numRuns: runs, seed: own, endOnFailure: true })
  if (!result.failed) return undefined
  const reason = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance)
  return `${operation.method} ${operation.path} ${reason}`
}

/** What deletes comes last, and alone: the others need what there is. */
function batchesOf(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const [deleting, others] = [true, false].map((is) => operations.filter(({ method }) => (method === 'DELETE') === is))
  const batches = Array.from({ length: Math.ceil((others?.length ?? 0) / AT_ONCE) }, (_, index) =>
    (others ?? []).slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )
  return [...batches, ...(deleting ?? []).map((operation) => [operation])]
}

test(`every endpoint, ${runs} times: FUZZ_SEED=${seed}`, { timeout: 3_600_000 }, async () => {
  const operations = operationsOf(world.document)
  expect(operations.length).toBeGreaterThan(200)
  const failures: string[] = []
  for (const batch of batchesOf(operations)) {
    await world.prepare()
    const found = await Promise.all(batch.map((operation) => fuzz(operation)))
    failures.push(...found.filter((failure) => failure !== undefined))
  }
  const all = [...statuses.values()].reduce((sum, count) => sum + count, 0)
  const accepted = [...statuses].reduce((sum, [status, count]) => (status < 300 ? sum + count : sum), 0)
  // Otherwise nothing of the broker was seen but its doors.
  expect(accepted / all).toBeGreaterThan(0.1)
  expect(failures, `npm run fuzz -- --runs ${runs} --seed ${seed}`).toEqual([])
})

test('the broker works as before, stops in order, and logged no failure of its own', async () => {
  await world.prepare()
  expect((await fetch(`${world.url}/ready`)).status).toBe(200)
  expect(await world.end()).toBe(0)
  const lines = world.log().split('\n')
  expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([])
})
