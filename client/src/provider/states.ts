/**
 * Provider states: what must be so before the provider is asked. Each has a handler by its name, which is given the
 * state's parameters and may give values back, for what the consumer could not know (`fromState`).
 */
import { type JsonObject, isJsonObject } from '../contract/json.ts'
import type { State } from './document.ts'
import { messageOf, within } from './within.ts'

/** What `tally states` writes of one state: its parameters, and the values that its handler gives. */
export interface StateShape {
  readonly params: object
  readonly values?: unknown
}

/** Where no values are said, what a handler gives is taken if it is an object, and left if not. */
type ValuesOf<Shape extends StateShape> = Shape extends { readonly values: infer Values } ? Values : unknown

export type SetUp<Shape extends StateShape> = (params: Shape['params']) => ValuesOf<Shape> | Promise<ValuesOf<Shape>>

/** A state that is also taken back, when the interaction is over. */
export interface StateWithEnd<Shape extends StateShape> {
  readonly setUp: SetUp<Shape>
  readonly tearDown: (params: Shape['params']) => unknown
}

/** A handler for each state, and no other. */
export type StateHandlers<Shapes> = {
  readonly [Name in keyof Shapes]: Shapes[Name] extends StateShape
    ? SetUp<Shapes[Name]> | StateWithEnd<Shapes[Name]>
    : never
}

/** Methods, so that a handler may say which parameters it expects, without types that were generated. */
interface Loose {
  setUp(params: JsonObject): unknown
  tearDown(params: JsonObject): unknown
}

/** Handlers of states whose types nobody wrote. */
export type AnyStateHandlers = Readonly<Record<string, Loose['setUp'] | Loose>>

/** One function for all states: gives the values, or undefined. */
export type StateListener = (state: State, action: 'setup' | 'teardown') => unknown

/**
 * Handlers of provider states, checked against the types that `tally states` writes: one for each state, with its
 * parameters and the values that it must give. Gives them back as they are.
 *
 * @example
 * interface CatalogueStates {
 *   'the book exists': { params: { isbn: string } }
 * }
 * const books = new Map()
 * const handlers = states<CatalogueStates>({
 *   'the book exists': ({ isbn }) => void books.set(isbn, { isbn, inStock: 7 }),
 * })
 * Object.keys(handlers) // → ['the book exists']
 */
export function states<Shapes>(handlers: StateHandlers<Shapes>): StateHandlers<Shapes> {
  return handlers
}

/** A state that the provider could not be brought into, or out of. */
export class StateError extends Error {
  readonly state: string

  constructor(state: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StateError'
    this.state = state
  }
}

export interface StateRunner {
  /** Gives the values of all states, on top of their parameters. Throws a StateError. */
  setUp(states: readonly State[]): Promise<JsonObject>
  /** In the opposite order. Throws a StateError. */
  tearDown(states: readonly State[]): Promise<void>
}

/** What a handler gave, as far as it is JSON. */
function valuesIn(given: unknown): JsonObject {
  if (!isJsonObject(given)) return {}
  const values: unknown = JSON.parse(JSON.stringify(given))
  return isJsonObject(values) ? values : {}
}

function known(names: readonly string[]): string {
  if (names.length === 0) return 'There are no handlers at all'
  return `There are handlers for: ${names.map((name) => `'${name}'`).join(', ')}`
}

interface StateRunnerOptions {
  readonly handlers: AnyStateHandlers | StateListener | undefined
  readonly timeoutMs: number
  /** Who has contracts in which this state is used. */
  readonly consumersOf: (state: string) => readonly string[]
}

/** Runs the handlers of states. */
export function createStateRunner({ handlers = {}, timeoutMs, consumersOf }: StateRunnerOptions): StateRunner {
  function neededBy(state: string): string {
    const consumers = consumersOf(state)
    return consumers.length === 0 ? '' : `, which ${consumers.join(' and ')} ${consumers.length > 1 ? 'need' : 'needs'}`
  }

  async function call({ name, params }: State, action: 'setup' | 'teardown'): Promise<unknown> {
    if (typeof handlers === 'function') return handlers({ name, params }, action)
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    if (handler === undefined) {
      const advice = `add states: { ${JSON.stringify(name)}: (params) => … }`
      throw new StateError(
        name,
        `There is no handler for the state '${name}'${neededBy(name)}: ${advice}. ${known(Object.keys(handlers))}.`,
      )
    }
    if (typeof handler === 'function') return action === 'setup' ? handler(params) : undefined
    return action === 'setup' ? handler.setUp(params) : handler.tearDown(params)
  }

  async function run(state: State, action: 'setup' | 'teardown'): Promise<JsonObject> {
    try {
      return valuesIn(await within(call(state, action), timeoutMs))
    } catch (error) {
      if (error instanceof StateError) throw error
      const what = action === 'setup' ? 'could not be set up' : 'could not be taken back'
      const says = `The state '${state.name}'${neededBy(state.name)}, ${what}: ${messageOf(error)}`
      throw new StateError(state.name, says, { cause: error })
    }
  }

  return {
    async setUp(wanted) {
      let values: JsonObject = Object.assign({}, ...wanted.map(({ params }) => params))
      const done: State[] = []
      try {
        for (const state of wanted) {
          values = { ...values, ...(await run(state, 'setup')) }
          done.unshift(state)
        }
      } catch (error) {
        // What was set up must not be there for the next interaction.
        for (const state of done) await run(state, 'teardown').catch(() => undefined)
        throw error
      }
      return values
    },
    async tearDown(wanted) {
      for (const state of wanted.toReversed()) await run(state, 'teardown')
    },
  }
}
