// Every function that is used of the core, once: its makers promise no stability.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadCore, newPact } from './core.ts'

const core = loadCore()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'core-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(pact: number): { readonly interactions: readonly unknown[] } {
  expect(core.pactffiWritePactFile(pact, folder, true)).toBe(0)
  return JSON.parse(readFileSync(join(folder, 'one-other.json'), 'utf8')) as never
}

test('it is the version that is named, and sends no telemetry', () => {
  expect(core.pactffiVersion()).toBe('0.5.8')
  expect(process.env['PACT_DO_NOT_TRACK']).toBe('true')
})

test('an interaction has all its parts, and answers', async () => {
  const pact = newPact(core, 'one', 'other')
  const interaction = core.pactffiNewInteraction(pact, 'a call')
  core.pactffiGiven(interaction, 'it is there')
  core.pactffiGivenWithParams(interaction, 'it has an id', '{"id":1}')
  expect(core.pactffiWithRequest(interaction, 'POST', '/path')).toBe(true)
  expect(core.pactffiWithQueryParameter(interaction, 'page', 0, '1')).toBe(true)
  expect(core.pactffiWithHeader(interaction, 0, 'X-Id', 0, 'a')).toBe(true)
  expect(core.pactffiWithBody(interaction, 0, 'application/json', '{"a":1}')).toBe(true)
  const rules = { body: { '$.a': { combine: 'AND', matchers: [{ match: 'integer' }] } } }
  expect(core.pactffiWithMatchingRules(interaction, 0, JSON.stringify(rules))).toBe(true)
  expect(core.pactffiResponseStatus(interaction, '201')).toBe(true)
  expect(core.pactffiWithBinaryFile(interaction, 1, 'image/png', Buffer.from('png'), 3)).toBe(true)
  const port = core.pactffiCreateMockServerForTransport(pact, '127.0.0.1', 0, 'http', '')
  expect(port).toBeGreaterThan(0)
  const call = async (a: unknown) => {
    const headers = { 'content-type': 'application/json', 'x-id': 'a' }
    const init = { method: 'POST', headers, body: JSON.stringify({ a }) }
    const response = await fetch(`http://127.0.0.1:${port}/path?page=1`, init)
    return [response.status, await response.text()]
  }
  expect(JSON.parse(core.pactffiMockServerMismatches(port))).toMatchObject([{ type: 'missing-request' }])
  expect(await call(2)).toEqual([201, 'png'])
  expect(JSON.parse(core.pactffiMockServerMismatches(port))).toEqual([])
  expect((await call('2'))[0]).toBe(500)
  expect(JSON.parse(core.pactffiMockServerMismatches(port))).toMatchObject([
    { type: 'request-mismatch', mismatches: [{ type: 'BodyMismatch', path: '$.a', expected: '1', actual: '"2"' }] },
  ])
  expect(core.pactffiCleanupMockServer(port)).toBe(true)
  expect(written(pact).interactions).toMatchObject([
    { description: 'a call', providerStates: [{ name: 'it is there' }, { name: 'it has an id', params: { id: 1 } }] },
  ])
})

test('an interaction that is described like another takes its place, also while a mock runs', async () => {
  const pact = newPact(core, 'one', 'other')
  const start = (path: string) => {
    const interaction = core.pactffiNewInteraction(pact, 'the call')
    core.pactffiWithRequest(interaction, 'GET', path)
    core.pactffiResponseStatus(interaction, '204')
    return core.pactffiCreateMockServerForTransport(pact, '127.0.0.1', 0, 'http', '')
  }
  const ports = [start('/one'), start('/two')]
  const answers = await Promise.all(
    ports.flatMap((port) =>
      ['/one', '/two'].map(async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).status),
    ),
  )
  expect(answers).toEqual([204, 500, 500, 204])
  for (const port of ports) core.pactffiCleanupMockServer(port)
  expect(written(pact).interactions).toHaveLength(1)
})

function runProgram(code: string, cwd = folder) {
  const args = ['--conditions=@tallystick/source', '--no-warnings', '--input-type=module', '--eval', code]
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
}

/** All that a program prints. */
function printed(code: string, cwd = folder): string {
  const { stdout, stderr } = runProgram(code, cwd)
  return stdout + stderr
}

test('a contract is replayed, with its states, and what was found is told', () => {
  const interactions = ['/moved', '/other'].map((path) => ({
    type: 'Synchronous/HTTP',
    description: `a call of ${path}`,
    providerStates: [{ name: 'it has an id', params: { id: 1 } }],
    request: { method: 'GET', path },
    response: { status: 303 },
  }))
  const file = join(folder, 'replayed.json')
  const metadata = { pactSpecification: { version: '4.0' } }
  writeFileSync(
    file,
    JSON.stringify({ consumer: { name: 'one' }, provider: { name: 'other' }, interactions, metadata }),
  )
  // In a process of its own: the core prints a report.
  const { stdout, stderr } = runProgram(`
    import { once } from 'node:events'
    import { createServer } from 'node:http'
    import { json } from 'node:stream/consumers'
    import { loadCore } from ${JSON.stringify(join(import.meta.dirname, 'core.ts'))}
    const core = loadCore()
    core.pactffiInitWithLogLevel('error')
    const states = []
    const server = createServer(async (request, response) => {
      if (request.url === '/states') states.push(await json(request))
      if (request.url === '/base/moved') response.writeHead(303, { location: '/base/other' })
      response.end('{}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address()
    const verifier = core.pactffiVerifierNewForApplication('one', '1')
    core.pactffiVerifierSetProviderInfo(verifier, 'other', 'http', '127.0.0.1', port, '/base')
    core.pactffiVerifierSetProviderState(verifier, 'http://127.0.0.1:' + port + '/states', false, true)
    core.pactffiVerifierSetVerificationOptions(verifier, false, 5000)
    core.pactffiVerifierSetFollowRedirects(verifier, false)
    core.pactffiVerifierAddFileSource(verifier, ${JSON.stringify(file)})
    const code = await new Promise((resolve) => core.pactffiVerifierExecute(verifier, (error, code) => resolve(code)))
    const report = JSON.parse(core.pactffiVerifierJson(verifier))
    core.pactffiVerifierShutdown(verifier)
    server.close()
    console.error(JSON.stringify({ code, report, states }))`)
  expect(stdout).toContain('a call of /moved')
  const setUp = { action: 'setup', state: 'it has an id', params: { id: 1 } }
  expect(JSON.parse(stderr)).toMatchObject({
    code: 1,
    states: [setUp, setUp],
    report: {
      result: false,
      errors: [{ mismatch: { mismatches: [{ type: 'StatusMismatch', expected: 303, actual: 200 }] } }],
    },
  })
})

test('nothing is used of it that is not called here', () => {
  const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
  // newPact calls two of them.
  const called = read('core.test.ts') + read('core.ts').replace(/^interface Core \{[^]*?^\}/m, '')
  const used = [...read('core.ts').matchAll(/^  (pactffi\w+)\(/gm)].map(([, name]) => name)
  expect(used.length).toBeGreaterThan(20)
  expect(used.filter((name) => !called.includes(`core.${name}(`))).toEqual([])
})

test('it is not taken from the working directory', () => {
  const own = join(folder, 'own')
  const place = join(own, 'prebuilds', `${process.platform}-${process.arch}`)
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'node.napi.node'), 'this is no library')
  const code = `
    import { loadCore } from ${JSON.stringify(join(import.meta.dirname, 'core.ts'))}
    console.log(loadCore().pactffiVersion())`
  expect(printed(code, own)).toBe('0.5.8\n')
})

test('it prints nothing, in threads too', async () => {
  const code = `
    const { loadCore, newPact } = await import(${JSON.stringify(join(import.meta.dirname, 'core.ts'))})
    const core = loadCore()
    const pact = newPact(core, 'one', 'other')
    core.pactffiNewInteraction(pact, 'the call')
    core.pactffiNewInteraction(pact, 'the call')
    const port = core.pactffiCreateMockServerForTransport(pact, '127.0.0.1', 0, 'http', '')
    await fetch('http://127.0.0.1:' + port + '/other')
    core.pactffiCleanupMockServer(port)`
  const output: string[] = []
  const inThread = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(`(async () => {${code}})()`, { eval: true, stdout: true, stderr: true })
      for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => output.push(String(chunk)))
      worker.on('error', reject)
      worker.on('exit', resolve)
    })
  expect(await Promise.all([inThread(), inThread()])).toEqual([0, 0])
  expect(output).toEqual([])
  // The library writes past the streams of Node: what it prints is seen from outside only.
  const outside = `
    import { Worker } from 'node:worker_threads'
    const code = ${JSON.stringify(`(async () => {${code}})()`)}
    for (let thread = 0; thread < 2; thread += 1) new Worker(code, { eval: true })`
  expect(printed(outside)).toBe('')
})
