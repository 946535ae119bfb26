// A take-over whose process is killed in the middle is simply called again, and ends as one that nobody disturbed.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type Server, createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Place, factsOf, run, startPlace, startSource } from './world.ts'

const bin = join(import.meta.dirname, '../../bin/tally.js')
const folder = mkdtempSync(join(tmpdir(), 'tally-killed-'))
let source: Place
let undisturbed: Place
beforeAll(async () => {
  source = await startSource()
  // More than one request takes.
  for (let number = 1; number <= 60; number += 1) {
    await source.broker.createVersion({ pacticipant: 'Till', version: String(number) })
  }
  undisturbed = await startPlace()
  await done(importFrom(source.server.url, undisturbed.server.url))
  await done(['admin', 'export', join(folder, 'a.gz'), '--broker-base-url', source.server.url])
})
afterAll(async () => {
  await source.server.stop()
  await undisturbed.server.stop()
  rmSync(folder, { recursive: true })
})

async function done(args: readonly string[]): Promise<void> {
  const { code, text, notes } = await run(args)
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${text}${notes}`)
}

const importFrom = (from: string, to: string) => ['admin', 'import', '--from', from, '--broker-base-url', to]

interface Way {
  readonly url: string
  /** Settled when that many requests brought something, of which the last is done and never answered. */
  readonly stuck: Promise<void>
  close(): Promise<void>
}

/** A way to a broker on which the answer gets lost. */
async function wayTo({ server }: Place, { puts }: { readonly puts: number }): Promise<Way> {
  let left = puts
  const { promise: stuck, resolve } = Promise.withResolvers<void>()
  const way: Server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array))
      const { method = 'GET', url = '/' } = request
      const isPut = method === 'POST' && url === '/imports'
      const sent = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
      const headers = { accept: 'application/hal+json', 'content-type': 'application/json' }
      const reply = await fetch(server.url + url, { method, headers, ...sent })
      if (isPut) left -= 1
      if (isPut && left === 0) return resolve()
      response.writeHead(reply.status, { 'content-type': 'application/hal+json' }).end(await reply.text())
    })()
  })
  await once(way.listen(0, '127.0.0.1'), 'listening')
  const address = way.address()
  if (typeof address !== 'object' || address === null) throw new Error('the way has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stuck,
    async close() {
      way.closeAllConnections()
      await once(way.close(), 'close')
    },
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  expect(await exit).toEqual([null, 'SIGKILL'])
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { stdio: 'ignore', env: { PATH: process.env['PATH'] } })
}

async function killAfter(puts: number, argsTo: (url: string) => readonly string[], target: Place): Promise<void> {
  const way = await wayTo(target, { puts })
  const child = start(argsTo(way.url))
  await way.stuck
  await kill(child)
  await way.close()
}

async function countVersions({ broker }: Place): Promise<number> {
  const lists = await Promise.all(['Web Shop', 'Stock', 'Till'].map((name) => broker.listVersions(name)))
  return lists.flat().length
}

const linesOf = async (place: Place) => {
  const file = join(folder, 'now.gz')
  await done(['admin', 'export', file, '--broker-base-url', place.server.url])
  const lines = gunzipSync(readFileSync(file)).toString().split('\n').slice(1, -2)
  // Each broker names deployments itself, and branches that were begun in the same second have no order.
  return lines.map((line) => line.replaceAll(/"uuid" : "[^"]+"/g, '')).toSorted()
}

test('from a broker: killed several times, each time further on', { timeout: 60_000 }, async () => {
  const target = await startPlace()
  let before = 0
  // Environments, applications, then versions: of several applications at once, so nobody knows whose come first.
  for (const puts of [3, 3, 4]) {
    await killAfter(puts, (url) => importFrom(source.server.url, url), target)
    const versions = await countVersions(target)
    expect(versions).toBeGreaterThan(before)
    before = versions
  }
  await done(importFrom(source.server.url, target.server.url))
  expect(await factsOf(target)).toEqual(await factsOf(undisturbed))
  expect(await linesOf(target)).toEqual(await linesOf(undisturbed))
  await target.server.stop()
})

test('from an archive', { timeout: 60_000 }, async () => {
  const target = await startPlace()
  await killAfter(1, (url) => ['admin', 'import', join(folder, 'a.gz'), '--broker-base-url', url], target)
  expect((await target.broker.listVersions('Till')).length).toBeLessThan(60)
  const again = ['admin', 'import', join(folder, 'a.gz'), '--broker-base-url', target.server.url]
  await done(again)
  expect(await factsOf(target)).toEqual(await factsOf(source))
  await target.server.stop()
})
