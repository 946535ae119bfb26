import type { HttpInteraction, RequestInteraction } from '../contract/contract-file.ts'
import { callMock } from './call-mock.ts'
import { type Parties, type Shaped, capture, eachShape, readExample, withNames } from './capture.ts'
import { type BodyShape, bodyShapes } from './content.ts'
import type { RequestDeclaration } from './declaration.ts'
import { described, namesOf, pairShapes } from './http-interaction.ts'
import { distinctNotes } from './matching/assemble.ts'
import type { Note } from './matching/expected.ts'
import { messagePart } from './message-expectation.ts'
import type { Miscall } from './mismatch.ts'

/** What a test of a message with an answer is given. */
export interface RequestCall<Reply, Sent = unknown> {
  /**
   * The other side, for the consumer to send its message to: gives the reply when the message is as declared. JSON is
   * given as a value, other contents as text or bytes.
   */
  readonly send: (message: unknown) => Promise<Reply>
  /** What the consumer should make of the answer: the schema's output, the example where there is no schema. */
  readonly reply: Reply
  /** The message as it is on the wire. */
  readonly example: Sent
}

/** A declared message with an answer, and the test that the consumer sends it. */
export interface RequestExpectation<Reply, Sent = unknown> {
  /** As the contract will have them: one, or one for each variant of the contents. */
  readonly interactions: readonly RequestInteraction[]
  /** What the contract cannot say of it. */
  readonly notes: readonly Note[]
  /**
   * Runs the consumer, which must send the declared message; for each variant, again. It is in the contract when this
   * passes.
   *
   * @returns What `test` gave, in the end.
   * @throws CaptureError when the message was not sent as declared; else what `test` throws.
   */
  run<Result>(test: (call: RequestCall<Reply, Sent>) => Result | Promise<Result>): Promise<Result>
}

interface RequestShape extends Shaped<RequestInteraction> {
  readonly sent: BodyShape
  readonly replied: BodyShape
}

function requestShapes({ request, response, ...declared }: RequestDeclaration<unknown, unknown>) {
  const pairs = pairShapes(bodyShapes(request.contents), bodyShapes(response.contents))
  const shapes = pairs.flatMap(({ name, sent, replied }): readonly RequestShape[] => {
    if (!sent || !replied) return []
    const asked = messagePart(sent, request.metadata)
    const answered = messagePart(replied, response.metadata)
    const interaction: RequestInteraction = {
      type: 'Synchronous/Messages',
      ...described(declared, name, replied.name || sent.name),
      request: asked.part,
      response: [answered.part],
    }
    return [{ interaction, notes: [...asked.notes, ...answered.notes], sent, replied }]
  })
  return withNames(shapes, namesOf(pairs))
}

/** The core matches what is sent over HTTP only: the message is held against the same rules as the body of a call. */
function asCall({ interaction, sent, replied }: RequestShape): HttpInteraction {
  return {
    type: 'Synchronous/HTTP',
    description: interaction.description,
    pending: false,
    request: {
      method: 'POST',
      path: '/',
      headers: { 'Content-Type': [sent.contents.contentType] },
      body: sent.contents,
      matchingRules: { body: sent.rules },
    },
    response: { status: 200, body: replied.contents },
  }
}

function asMessage(miscall: Miscall): Miscall {
  return { ...miscall, call: '' }
}

function sendTo(url: string, { sent }: RequestShape, reply: unknown) {
  const { contentType } = sent.contents
  return async (message: unknown): Promise<unknown> => {
    const isBytes = typeof message === 'string' || message instanceof Uint8Array
    const isPlain = sent.contents.encoded === 'base64' || typeof sent.contents.content === 'string'
    const body = isBytes && isPlain ? Buffer.from(message) : JSON.stringify(message)
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body })
    await response.arrayBuffer()
    if (!response.ok) throw new Error('The message is not as it is declared: there is no answer.')
    return reply
  }
}

/** An expectation of one message and its answer, or of one for each variant of these. */
export function requestExpectation(
  parties: Parties,
  declared: RequestDeclaration<unknown, unknown>,
): RequestExpectation<unknown> {
  const shapes = requestShapes(declared)
  return {
    interactions: shapes.map(({ interaction }) => interaction),
    notes: distinctNotes(shapes.flatMap(({ notes }) => notes)),
    run: (test) =>
      eachShape(shapes, (shape) =>
        capture(parties, shape, () => {
          const { interaction, sent, replied } = shape
          readExample(parties, interaction.description, sent.reply)
          const reply = readExample(parties, interaction.description, replied.reply)
          const call = asCall(shape)
          const work = (url: string) => test({ send: sendTo(url, shape, reply), reply, example: sent.example })
          return callMock({ parties, interactions: [call], tell: asMessage }, work)
        }),
      ),
  }
}
