/**
 * Paths in JSON: `$.items[0].id`, `$['odd name']`. In patterns `*` is any property or element, and `..` any depth:
 * `$.items[*].id`, `$..updatedAt`. A pattern is for what is at the path and for all that is in it.
 */
export type Step = string | number

export type PatternStep = Step | { readonly any: 'step' | 'depth' }

const STEP = /^(?:(\.\.)(?=[^.])|\.?\[\*\]|\.\*|\.([^.[\]*'"\s]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\])/
/** After two dots a name stands without its own. */
const DEEP_NAME = /^(?:\*|([^.[\]*'"\s]+))/

/** The steps of a path as contracts and people write it; undefined when it cannot be read. */
export function readPattern(text: string): readonly PatternStep[] | undefined {
  if (!text.startsWith('$')) return undefined
  const steps: PatternStep[] = []
  let rest = text.slice(1)
  let isDeep = false
  while (rest !== '') {
    const found: RegExpExecArray | null = (isDeep ? DEEP_NAME.exec(rest) : null) ?? STEP.exec(rest)
    if (!found) return undefined
    const all: string = found[0]
    isDeep = all === '..'
    const name = isDeep ? undefined : found.slice(1).find((group?: string) => group !== undefined)
    if (isDeep) steps.push({ any: 'depth' })
    else if (name === undefined) steps.push({ any: 'step' })
    else steps.push(/^\[\d/.test(all) ? Number(name) : name)
    rest = rest.slice(all.length)
  }
  return isDeep ? undefined : steps
}

/** Whether the pattern is for what is at the path, to its end. */
export function isAt(pattern: readonly PatternStep[], path: readonly Step[]): boolean {
  const [first, ...others] = pattern
  if (first === undefined) return path.length === 0
  if (typeof first === 'object' && first.any === 'depth') {
    return path.some((_step, index) => isAt(others, path.slice(index)))
  }
  const [step, ...rest] = path
  if (step === undefined) return false
  return (typeof first === 'object' || first === step) && isAt(others, rest)
}

/** Whether the pattern is for something on the way to the path, or at its end. */
export function covers(pattern: readonly PatternStep[], path: readonly Step[]): boolean {
  return isAt(pattern, path) || path.some((_step, index) => isAt(pattern, path.slice(0, index)))
}

const PLAIN = /^[A-Za-z_]\w*$/

/** `$.items[0].id`. */
export function pathText(path: readonly Step[]): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`
    return PLAIN.test(step) ? `.${step}` : `['${step}']`
  })
  return `$${steps.join('')}`
}
