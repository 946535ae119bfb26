/**
 * The core's mock of a provider, for one expectation at a time. The core never gives a pact back, but replaces an
 * interaction that is described like another: so each thread has one pact with one interaction, one with two and so on,
 * which are made anew for every mock. A mock that is started has its own copy.
 */
import { wireBody } from '../contract/contents.ts'
import type { Contents, HttpInteraction, HttpRequest, HttpResponse, MatchingRules } from '../contract/contract-file.ts'
import { type Core, type InteractionHandle, type PactHandle, type Part, loadCore, newPact } from '../core/core.ts'

const REQUEST = 0
const RESPONSE = 1
const LOOPBACK = '127.0.0.1'
/** Browsers, and what plays one in tests, ask first whether they may call another origin. */
const CONFIG = JSON.stringify({ corsPreflight: true })

interface PartHandle {
  readonly core: Core
  readonly handle: InteractionHandle
  readonly part: Part
}

/** By how many interactions they have. */
const pacts = new Map<number, PactHandle>()

/** A running mock. */
export interface Mock {
  readonly url: string
  /** Stops it, and gives what was called and should not have been, and what should have been and was not. */
  stop(): readonly unknown[]
}

/** Text that is a JSON object would be read as a matcher. */
function isJsonObjectText(value: string): boolean {
  if (!value.trimStart().startsWith('{')) return false
  try {
    JSON.parse(value)
    return true
  } catch {
    return false
  }
}

/** Bytes that the core can take as text, where only the text around them counts: those of files in a multipart body. */
function withoutBytes(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll(/[^\t\r\n -~]/g, '?')
}

/** Gives the rules that are still to be added: the core makes that of the kind of a binary body itself. */
function addBody({ core, handle, part }: PartHandle, contents: Contents, rules: MatchingRules): MatchingRules {
  const { contentType } = contents
  const body = wireBody(contents)
  if (typeof body === 'string') core.pactffiWithBody(handle, part, contentType, body)
  else if (contentType.startsWith('multipart/') && part === REQUEST) {
    core.pactffiWithBody(handle, part, contentType, withoutBytes(body))
  } else {
    core.pactffiWithBinaryFile(handle, part, contentType, body, body.length)
    const { body: _, ...others } = rules
    return others
  }
  return rules
}

function addPart(handles: PartHandle, content: HttpRequest | HttpResponse): void {
  const { core, handle, part } = handles
  const { headers, body, matchingRules = {} } = content
  for (const [name, values] of Object.entries(headers ?? {})) {
    values.forEach((value, index) => {
      const safe = isJsonObjectText(value) ? JSON.stringify({ value }) : value
      core.pactffiWithHeader(handle, part, name, index, safe)
    })
  }
  const rules = body ? addBody(handles, body, matchingRules) : matchingRules
  if (Object.keys(rules).length > 0) core.pactffiWithMatchingRules(handle, part, JSON.stringify(rules))
}

/** Makes the interaction in the core: what it matches is what the contract says, rule by rule. */
export function addInteraction(core: Core, inPact: PactHandle, declared: HttpInteraction): InteractionHandle {
  const { description, request, response } = declared
  const handle = core.pactffiNewInteraction(inPact, description)
  core.pactffiWithRequest(handle, request.method, request.path)
  for (const [parameter, values] of Object.entries(request.query ?? {})) {
    values.forEach((value, index) => {
      const safe = isJsonObjectText(value) ? JSON.stringify({ 'pact:matcher:type': 'equality', value }) : value
      core.pactffiWithQueryParameter(handle, parameter, index, safe)
    })
  }
  addPart({ core, handle, part: REQUEST }, request)
  core.pactffiResponseStatus(handle, String(response.status))
  addPart({ core, handle, part: RESPONSE }, response)
  return handle
}

function pactOf(core: Core, count: number): PactHandle {
  const pact = pacts.get(count) ?? newPact(core, 'consumer', 'provider')
  pacts.set(count, pact)
  return pact
}

/** Starts a mock that answers these calls and no others. Of the threads of a process, each may have many at once. */
export function startMock(interactions: readonly HttpInteraction[]): Mock {
  const core = loadCore()
  const pact = pactOf(core, interactions.length)
  for (const [index, interaction] of interactions.entries()) {
    // The rules of the response are for the provider: here they would only be copied around.
    const { matchingRules: _, ...response } = interaction.response
    // Nobody sees what it is called here.
    addInteraction(core, pact, { ...interaction, description: `interaction ${index}`, response })
  }
  const port = core.pactffiCreateMockServerForTransport(pact, LOOPBACK, 0, 'http', CONFIG)
  if (port <= 0) throw new Error(`The Pact core could not start a mock on ${LOOPBACK}: it says ${port}.`)
  return {
    url: `http://${LOOPBACK}:${port}`,
    stop() {
      const results: unknown = JSON.parse(core.pactffiMockServerMismatches(port))
      core.pactffiCleanupMockServer(port)
      return Array.isArray(results) ? results : []
    },
  }
}
