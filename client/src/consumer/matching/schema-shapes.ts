/**
 * The shapes of a schema's values: the complete one, then one for each option that it leaves open, with all else complete.
 * So their number grows with the number of options and not with that of combinations; an option inside another comes with
 * it. A shape that the schema refuses, because a check in code wants two parts together, is no shape.
 */
import type { Choice } from './choice.ts'
import type { Note, Shape } from './expected.ts'
import { type Fitting, fitting } from './schema.ts'
import type { StandardSchemaV1 } from './standard-schema.ts'

const MOST_SHAPES = 100

interface Chosen {
  /** The options taken that are not the first, by the path of the choice. */
  readonly options: ReadonlyMap<string, number>
  readonly names: readonly string[]
}

/** Every shape of a schema's values. Throws a `TypeError` when they are too many to be expected one by one. */
export function shapesOfSchema(schema: StandardSchemaV1): readonly Shape[] {
  const seen = new Set<string>()
  const waiting: Chosen[] = [{ options: new Map(), names: [] }]
  const shapes: Shape[] = []
  const refused: Note[] = []
  for (const chosen of waiting) {
    const { expected, problem, open } = take(schema, chosen)
    const fresh = open.filter((choice) => !seen.has(keyOf(choice, chosen)))
    for (const choice of fresh) seen.add(keyOf(choice, chosen))
    waiting.push(...fresh.flatMap((choice) => otherOptions(choice, chosen)))
    if (waiting.length > MOST_SHAPES) throw new TypeError(tooMany)
    const name = chosen.names.join(', ') || completeName(open)
    if (problem === undefined) shapes.push({ name, expected })
    else if (chosen.names.length === 0) throw new TypeError(problem)
    else refused.push({ path: '$', kind: 'shape', says: `there is no shape '${name}': ${problem}` })
  }
  return withNotesOnce(shapes, refused)
}

const tooMany = `the schema has more than ${MOST_SHAPES} shapes: use variants(…) on its parts, in expectations of their own`

function take(schema: StandardSchemaV1, { options }: Chosen): Fitting & { readonly open: readonly Choice[] } {
  const open = new Map<string, Choice>()
  const found = fitting(schema, (choice) => {
    open.set(choice.path, choice)
    return options.get(choice.path) ?? 0
  })
  return { ...found, open: [...open.values()] }
}

/** The same path inside another option is another choice. */
function keyOf({ path }: Choice, { options }: Chosen): string {
  const around = [...options].filter(([outer]) => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`))
  return JSON.stringify([path, around])
}

function otherOptions({ path, names }: Choice, chosen: Chosen): readonly Chosen[] {
  return names.slice(1).map((name, index) => ({
    options: new Map([...chosen.options, [path, index + 1]]),
    names: [...chosen.names, name],
  }))
}

function completeName(open: readonly Choice[]): string {
  const whole = open.find(({ path }) => path === '$')
  return whole?.names[0] || 'complete'
}

function withNotesOnce(shapes: readonly Shape[], refused: readonly Note[]): readonly Shape[] {
  const said = new Set<string>()
  const isNew = (note: Note) => {
    const key = JSON.stringify([note.path, note.kind, note.says])
    return !said.has(key) && said.add(key)
  }
  return shapes.map(({ name, expected }, index) => {
    const notes = [...expected.notes, ...(index === 0 ? refused : [])].filter(isNew)
    return { name, expected: { ...expected, notes } }
  })
}
