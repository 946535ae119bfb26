import type { MessageInteraction, MessagePart } from '../contract/contract-file.ts'
import { type Parties, type Shaped, capture, eachShape, readExample, withNames } from './capture.ts'
import { type BodyShape, bodyShapes } from './content.ts'
import type { MessageDeclaration, Named } from './declaration.ts'
import { onePart, unlessEmpty } from './expected-parts.ts'
import { described } from './http-interaction.ts'
import { distinctNotes } from './matching/assemble.ts'
import type { JsonValue, Note } from './matching/expected.ts'

/** What a test of a message is given. */
export interface MessageCall<Message, Example = unknown> {
  /** What the consumer's handler gets: the schema's output, the example where there is no schema. */
  readonly message: Message
  readonly metadata: Readonly<Record<string, JsonValue>>
  /** The contents as they are on the wire. */
  readonly example: Example
}

/** A declared message, and the test that the consumer can handle it. */
export interface MessageExpectation<Message, Example = unknown> {
  /** As the contract will have them: one, or one for each variant of the contents. */
  readonly interactions: readonly MessageInteraction[]
  /** What the contract cannot say of it. */
  readonly notes: readonly Note[]
  /**
   * Gives the message to the consumer's handler; for each variant of the contents, again. The message is in the contract
   * when this passes.
   *
   * @returns What `test` gave, in the end.
   * @throws What `test` throws.
   */
  run<Result>(test: (call: MessageCall<Message, Example>) => Result | Promise<Result>): Promise<Result>
}

/** The contents of a message, its metadata, and the rules of both. */
export function messagePart(body: BodyShape, metadata: Named = {}) {
  const parts = Object.entries(metadata)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, onePart(value, `The metadata "${name}"`)] as const)
  const rules = unlessEmpty(Object.fromEntries(parts.flatMap(([name, { rule }]) => (rule ? [[name, rule]] : []))))
  const generators = unlessEmpty(
    Object.fromEntries(parts.flatMap(([name, { generator }]) => (generator ? [[name, generator]] : []))),
  )
  const values = Object.fromEntries(parts.map(([name, { value }]) => [name, value]))
  const ofBody = { rules: unlessEmpty(body.rules), generators: unlessEmpty(body.generators) }
  const matchingRules = unlessEmpty({ ...(ofBody.rules && { body: ofBody.rules }), ...(rules && { metadata: rules }) })
  const allGenerators = unlessEmpty({
    ...(ofBody.generators && { body: ofBody.generators }),
    ...(generators && { metadata: generators }),
  })
  const part: MessagePart = {
    contents: body.contents,
    ...(parts.length > 0 && { metadata: values }),
    ...(matchingRules && { matchingRules }),
    ...(allGenerators && { generators: allGenerators }),
  }
  return { part, notes: [...body.notes, ...parts.flatMap(([, { notes }]) => notes)] }
}

interface MessageShape extends Shaped<MessageInteraction> {
  readonly body: BodyShape
}

function messageShapes(declared: MessageDeclaration<unknown>): readonly MessageShape[] {
  const bodies = bodyShapes(declared.contents)
  const shapes = bodies.map((body, index): MessageShape => {
    const { part, notes } = messagePart(body, declared.metadata)
    const name = index === 0 ? '' : body.name
    return {
      interaction: { type: 'Asynchronous/Messages', ...described(declared, name, body.name), ...part },
      notes,
      body,
    }
  })
  return withNames(
    shapes,
    bodies.map(({ name }) => name),
  )
}

/** An expectation of one message, or of one for each variant of its contents. */
export function messageExpectation(
  parties: Parties,
  declared: MessageDeclaration<unknown>,
): MessageExpectation<unknown> {
  const shapes = messageShapes(declared)
  return {
    interactions: shapes.map(({ interaction }) => interaction),
    notes: distinctNotes(shapes.flatMap(({ notes }) => notes)),
    run: (test) =>
      eachShape(shapes, (shape) =>
        capture(parties, shape, async () => {
          const { interaction, body } = shape
          const message = readExample(parties, interaction.description, body.reply)
          return test({ message, metadata: interaction.metadata ?? {}, example: body.example })
        }),
      ),
  }
}
