/**
 * Which test runs: what it captured before must go when it no longer does. Test runners tell; where one does not, the
 * file is told by the stack, and its tests are taken together.
 */
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Origin } from '../contract/combine.ts'

/** Set by what binds a test runner: gives the test that runs, also when several do at once. */
const key = Symbol.for('tallystick.current-test')

export function bindCurrentTest(currentTest: () => Origin | undefined): void {
  Reflect.set(globalThis, key, currentTest)
}

function isOrigin(value: unknown): value is Origin {
  return typeof value === 'object' && value !== null && 'file' in value && 'test' in value
}

function boundTest(): Origin | undefined {
  const bound: unknown = Reflect.get(globalThis, key)
  const origin: unknown = typeof bound === 'function' ? bound() : undefined
  return isOrigin(origin) ? origin : undefined
}

/** jest, and vitest without our set-up, keep it in `expect`. */
function expectTest(): Origin | undefined {
  const expect: unknown = Reflect.get(globalThis, 'expect')
  if (typeof expect !== 'function' || !('getState' in expect) || typeof expect.getState !== 'function') return undefined
  const state: unknown = expect.getState()
  if (typeof state !== 'object' || state === null || !('testPath' in state)) return undefined
  const test = 'currentTestName' in state ? state.currentTestName : ''
  return typeof state.testPath === 'string'
    ? { file: state.testPath, test: typeof test === 'string' ? test : '' }
    : undefined
}

/** node:test runs each file in a process of its own. */
function nodeTest(): Origin | undefined {
  const [, file] = process.argv
  return process.env['NODE_TEST_CONTEXT'] !== undefined && file !== undefined ? { file, test: '' } : undefined
}

const ownFolder = join(import.meta.dirname, '..')
const ownFolders = [ownFolder, pathToFileURL(ownFolder).href, 'node:', 'node_modules']

/** Where a line of a stack is: a path or a URL. */
function placeIn(frame: string): string | undefined {
  const [, place] = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()\s][^()]*?):\d+:\d+\)?$/.exec(frame) ?? []
  return place
}

function callingTest(): Origin {
  const [, ...frames] = (new Error('where').stack ?? '').split('\n')
  for (const frame of frames) {
    const place = placeIn(frame)
    if (place === undefined || ownFolders.some((own) => place.includes(own))) continue
    return { file: place.startsWith('file://') ? fileURLToPath(place) : place, test: '' }
  }
  return { file: process.argv[1] ?? process.cwd(), test: '' }
}

export function currentTest(): Origin {
  return boundTest() ?? expectTest() ?? nodeTest() ?? callingTest()
}
