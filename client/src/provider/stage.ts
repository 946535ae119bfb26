/**
 * What the core finds when it replays: the provider, brought into the states of each interaction, and its messages. What
 * goes wrong on the way is kept for the result of that interaction.
 */
import type { IncomingMessage } from 'node:http'
import type { Environment } from '../ci.ts'
import type { JsonObject } from '../contract/json.ts'
import { type App, type Listener, listenerOf, urlOf } from './app.ts'
import type { ContractDocument, Interaction } from './document.ts'
import { forwardTo } from './forward.ts'
import { type MessageHandlers, messageHandler, messageReply, messageRequest } from './messages.ts'
import type { Mismatch } from './mismatch.ts'
import { type RequestFilter, filtered } from './request-filter.ts'
import type { MessageReply, Stage } from './server.ts'
import { type AnyStateHandlers, StateError, type StateListener, createStateRunner } from './states.ts'
import { messageOf, within } from './within.ts'

/** An interaction of a contract, with whether that contract is pending. */
export interface Planned {
  readonly document: ContractDocument
  readonly interaction: Interaction
  readonly pending: boolean
}

/** Which interaction is about to be replayed, or was. */
export interface InteractionInfo {
  readonly consumer: string
  readonly description: string
  readonly states: readonly string[]
}

export interface StageOptions {
  readonly app: App
  readonly states?: AnyStateHandlers | StateListener | undefined
  readonly messages?: MessageHandlers | undefined
  readonly request?: RequestFilter | undefined
  /** Takes any certificate of a provider at an https URL. */
  readonly insecure?: boolean | undefined
  readonly beforeEach?: ((interaction: InteractionInfo) => unknown) | undefined
  readonly afterEach?: ((interaction: InteractionInfo) => unknown) | undefined
}

/** What became of an interaction besides what the core says. */
export interface Scene {
  readonly planned: Planned
  values: JsonObject
  isSetUp: boolean
  exchange: string | undefined
  readonly problems: Mismatch[]
}

function infoOf({ document, interaction }: Planned): InteractionInfo {
  const { description, states } = interaction
  return { consumer: document.consumer, description, states: states.map(({ name }) => name) }
}

function problemOf(error: unknown): Mismatch {
  return error instanceof StateError
    ? { part: 'state', path: error.state, says: error.message }
    : { part: 'provider', path: '', says: messageOf(error) }
}

function consumersByState(planned: readonly Planned[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byState = new Map<string, Set<string>>()
  for (const { document, interaction } of planned) {
    for (const { name } of interaction.states) {
      byState.set(name, (byState.get(name) ?? new Set()).add(document.consumer))
    }
  }
  return byState
}

function exchangeOf({ method, url }: IncomingMessage): string {
  return `${method} ${url}`
}

function filterContext({ planned, values }: Scene) {
  return { consumer: planned.document.consumer, description: planned.interaction.description, values }
}

interface Actor {
  readonly listener: Listener
  readonly filter: RequestFilter | undefined
  /** The interaction that is replayed just now. */
  readonly scene: () => Scene | undefined
}

/** Lets the provider answer, and keeps what it was asked and how it answered. */
function providerOf({ listener, filter, scene: current }: Actor): Listener {
  return async (request, response) => {
    const scene = current()
    try {
      const sent = filter && scene ? await filtered(request, filter, filterContext(scene)) : request
      if (scene) {
        scene.exchange = exchangeOf(sent)
        response.once('finish', () => {
          scene.exchange = `${exchangeOf(sent)} → ${response.statusCode}`
        })
      }
      await listener(sent, response)
    } catch (error) {
      scene?.problems.push({ part: 'provider', path: '', says: `The provider failed: ${messageOf(error)}` })
      throw error
    }
  }
}

/** Does a part of an interaction; what goes wrong is kept for its result. */
async function attempt<Value>(
  scene: Scene | undefined,
  action: (scene: Scene) => Promise<Value>,
): Promise<Value | undefined> {
  if (!scene) return undefined
  try {
    return await action(scene)
  } catch (error) {
    scene.problems.push(problemOf(error))
    return undefined
  }
}

async function sendMessage(
  { planned, values }: Scene,
  handlers: MessageHandlers,
  timeoutMs: number,
): Promise<MessageReply> {
  const { interaction, document } = planned
  const handler = messageHandler(handlers, interaction, document.consumer)
  try {
    const making = async () => handler(messageRequest(interaction, values))
    const given: unknown = await within(making(), timeoutMs)
    return messageReply(given, interaction)
  } catch (cause) {
    throw new Error(`The message could not be made: ${messageOf(cause)}`, { cause })
  }
}

export interface Theatre {
  readonly scenes: Map<string, Scene>
  readonly stage: Stage
  /** To be called when the core has replayed a shard. */
  end(): Promise<void>
}

/** Answers what the core asks during each interaction. `all` is everything that may be replayed. */
export async function createTheatre(
  options: StageOptions,
  { all, timeoutMs, env }: { readonly all: readonly Planned[]; readonly timeoutMs: number; readonly env: Environment },
): Promise<Theatre> {
  const { app, messages = {}, request: filter, insecure: isInsecure = false, beforeEach, afterEach } = options
  const needs = consumersByState(all)
  const consumersOf = (state: string) => [...(needs.get(state) ?? [])]
  const states = createStateRunner({ handlers: options.states, timeoutMs, consumersOf })
  const listener = (await listenerOf(app)) ?? (await forwardTo(urlOf(app) ?? '', { isInsecure, env }))
  const scenes = new Map<string, Scene>()
  let current: Scene | undefined

  /** Ends what is on: the core asks for nothing more about it when it begins the next, or is done. */
  async function end(): Promise<void> {
    const scene = current
    current = undefined
    await attempt(scene, async ({ planned, isSetUp }) => {
      try {
        if (isSetUp) await states.tearDown(planned.interaction.states)
      } finally {
        await afterEach?.(infoOf(planned))
      }
    })
  }

  async function setUp(scene: Scene): Promise<JsonObject> {
    await end()
    current = scene
    await beforeEach?.(infoOf(scene.planned))
    scene.values = await states.setUp(scene.planned.interaction.states)
    scene.isSetUp = true
    return scene.values
  }

  return {
    scenes,
    end,
    stage: {
      provider: providerOf({ listener, filter, scene: () => current }),
      setUp: (name) => attempt(scenes.get(name), setUp),
      message: (name) => attempt(scenes.get(name), (scene) => sendMessage(scene, messages, timeoutMs)),
    },
  }
}
