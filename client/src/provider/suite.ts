import { ContractError } from './contract-error.ts'
import { contractTitle, differences, publishedText } from './report.ts'
import { type InteractionResult, nameOf } from './result.ts'
import { type Session, openSession } from './session.ts'
import type { Planned } from './stage.ts'
import type { VerifyOptions } from './verify.ts'

type Run = (...context: readonly unknown[]) => Promise<void>

/** The functions of vitest, jest, mocha or `node:test`: their module may be given as it is. */
export interface TestFramework {
  readonly describe: (name: string, define: () => void) => unknown
  readonly test?: TestFunction | undefined
  readonly it?: TestFunction | undefined
  readonly afterAll?: Hook | undefined
  readonly after?: Hook | undefined
}

type TestFunction = (name: string, run: Run, timeoutMs?: number) => unknown
type Hook = (run: () => Promise<void>) => unknown

interface Functions {
  readonly describe: TestFramework['describe']
  readonly test: TestFunction
  readonly afterAll: Hook
}

/** An interaction that the provider does not keep; the message says where, path by path. */
class InteractionError extends Error {
  readonly result: InteractionResult

  constructor(result: InteractionResult) {
    super(differences(result).join('\n'))
    this.name = 'InteractionError'
    this.result = result
    // Where this was thrown says nothing about what failed.
    this.stack = `${this.name}: ${this.message}`
  }

  /** Test frameworks print all that is here, and the message has said it. */
  toJSON() {
    return { name: this.name, message: this.message }
  }
}

function globalFunction(name: string): unknown {
  return Reflect.get(globalThis, name)
}

function isFunction(value: unknown): value is (...args: readonly unknown[]) => unknown {
  return typeof value === 'function'
}

function functionsOf(framework: TestFramework | undefined): Functions {
  const from = (...names: readonly (keyof TestFramework)[]) =>
    names.map((name) => framework?.[name] ?? (framework ? undefined : globalFunction(name))).find(isFunction)
  const [describe, test, afterAll] = [from('describe'), from('test', 'it'), from('afterAll', 'after')]
  if (!describe || !test || !afterAll) {
    const advice = 'give those of your framework: verifySuite(options, { describe, test, afterAll })'
    throw new TypeError(`There is no describe, test and afterAll to make tests with: ${advice}`)
  }
  return { describe, test, afterAll }
}

/** Shows a pending failure without failing the build, in the way of the framework that runs. */
function showPending(result: InteractionResult, [context]: readonly unknown[]): void {
  const error = new InteractionError(result)
  const note = `pending, and not kept yet:\n${error.message}`
  // oxlint-disable-next-line no-console -- test frameworks show this with the test
  console.warn(`${result.consumer}: ${nameOf(result)}\n${note}`)
  // vitest's is a function.
  if ((typeof context !== 'object' && typeof context !== 'function') || context === null) return
  const todo: unknown = Reflect.get(context, 'todo')
  const skip: unknown = Reflect.get(context, 'skip')
  if (isFunction(todo)) {
    // node:test: a test that is to be done may fail.
    Reflect.apply(todo, context, ['pending, and not kept yet'])
    throw error
  }
  if (isFunction(skip)) Reflect.apply(skip, context, ['pending, and not kept yet'])
}

function testName({ interaction, pending }: Planned): string {
  const name = nameOf({ ...interaction, states: interaction.states.map((state) => state.name) })
  return pending || interaction.isPending ? `${name} [pending]` : name
}

function defineTests(session: Session, { describe, test, afterAll }: Functions, timeoutMs: number | undefined): void {
  for (const { contract, planned } of session.contracts) {
    if (planned.length === 0) continue
    describe(contractTitle(contract), () => {
      for (const one of planned) {
        const run: Run = async (...context) => {
          const [result] = await session.replay([one])
          if (!result || result.success) return
          if (result.pending) showPending(result, context)
          else throw new InteractionError(result)
        }
        test(testName(one), run, timeoutMs)
      }
    })
  }
  afterAll(async () => {
    try {
      const { publication, contracts } = await session.finish()
      if (publication.publishes && contracts.some(({ isPublished }) => isPublished)) {
        // oxlint-disable-next-line no-console -- test frameworks show this with the tests
        console.log(publishedText({ contracts }, publication.version.number))
      }
    } finally {
      await session.close()
    }
  })
}

/** A run of several handlers and a request, and what the process needs besides. */
const GRACE_MS = 10_000

/**
 * Makes one test of each interaction that the provider must keep, in a `describe` for each contract. The tests are made
 * when the contracts are loaded: await it at the top of the test file. `framework` is the module of vitest, of jest
 * (`@jest/globals`) or of `node:test`; unless told, its functions are taken from the globals. Results are published when
 * all tests of a contract ran. Throws as `verify` does while contracts are loaded; a test throws what did not fit.
 *
 * @example
 * await verifySuite(
 *   {
 *     provider: 'Stock',
 *     app: (request: Request) => new Response(),
 *     contracts: { broker: 'http://127.0.0.1:9292' },
 *     states: { 'there is an item': () => undefined },
 *   },
 *   { describe, test, afterAll },
 * )
 */
export async function verifySuite(options: VerifyOptions, framework?: TestFramework): Promise<void> {
  const functions = functionsOf(framework)
  const session = await openSession(options)
  const { provider, allowNoContracts, timeoutMs } = options
  if (session.contracts.every(({ planned }) => planned.length === 0)) {
    functions.test(`${provider} has contracts to keep`, async () => {
      if (!allowNoContracts) {
        throw new ContractError(`There is none: is '${provider}' the right name, and this the right broker or folder?`)
      }
    })
    return
  }
  defineTests(session, functions, timeoutMs === undefined ? undefined : timeoutMs + GRACE_MS)
}
