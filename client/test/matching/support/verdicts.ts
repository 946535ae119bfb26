// What the verifier says of replies: a contract with an interaction for each, and a provider that gives that reply.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Expected } from '../../../src/consumer/matching/expected.ts'

export interface ReplyCase {
  readonly expected: Expected
  /** JSON, as text: 1.0 is not 1 there. */
  readonly reply: string
}

export interface Verdict {
  readonly isAccepted: boolean
  readonly mismatches: readonly string[]
}

interface Report {
  readonly errors: readonly {
    readonly interaction: string
    readonly mismatch: { readonly type: string; readonly message?: string; readonly mismatches?: readonly Found[] }
  }[]
}

interface Found {
  readonly path?: string
  readonly mismatch?: string
}

/** Null and empty text are taken for no body, unless they are written as JSON. */
function bodyOf({ example }: Expected) {
  const isText = example === null || typeof example === 'string'
  return {
    content: isText ? JSON.stringify(example) : example,
    contentType: 'application/json',
    encoded: isText && 'json',
  }
}

function interactionOf({ expected }: ReplyCase, index: number) {
  return {
    type: 'Synchronous/HTTP',
    description: `case ${index}`,
    request: { method: 'GET', path: `/${index}` },
    response: {
      status: 200,
      headers: { 'Content-Type': ['application/json'] },
      body: bodyOf(expected),
      matchingRules: { body: expected.rules },
    },
  }
}

async function report(file: string, port: number): Promise<Report> {
  const child = fork(join(import.meta.dirname, 'verifier-process.ts'), [file, String(port)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const [text] = (await once(child, 'message')) as [string]
  return JSON.parse(text) as Report
}

/** Of each case, whether the verifier takes the reply. The cost grows with the square of their number: 50 at a time. */
export async function verdicts(cases: readonly ReplyCase[]): Promise<readonly Verdict[]> {
  const shards = Array.from({ length: Math.ceil(cases.length / 50) }, (_, index) =>
    cases.slice(50 * index, 50 * index + 50),
  )
  const found: Verdict[] = []
  for (const shard of shards) found.push(...(await verdictsOfShard(shard)))
  return found
}

async function verdictsOfShard(cases: readonly ReplyCase[]): Promise<readonly Verdict[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-matching-'))
  const file = join(folder, 'contract.json')
  const contract = {
    consumer: { name: 'consumer' },
    provider: { name: 'provider' },
    interactions: cases.map(interactionOf),
    metadata: { pactSpecification: { version: '4.0' } },
  }
  writeFileSync(file, JSON.stringify(contract))
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(cases[Number(request.url?.slice(1))]?.reply)
  }).listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    const { errors } = await report(file, (server.address() as AddressInfo).port)
    const unread = errors.find(({ mismatch }) => mismatch.type !== 'mismatches')
    if (unread) throw new Error(`the verifier could not run: ${unread.mismatch.message}`)
    return cases.map((_, index) => {
      const error = errors.find(({ interaction }) => interaction.endsWith(` case ${index}`))
      const mismatches = error?.mismatch.mismatches ?? []
      return { isAccepted: !error, mismatches: mismatches.map(({ path, mismatch }) => `${path}: ${mismatch}`) }
    })
  } finally {
    server.close()
    rmSync(folder, { recursive: true })
  }
}
