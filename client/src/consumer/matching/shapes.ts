/** Shapes of plain JSON: of each `variants(…)` inside one at a time, while the others are complete. */
import type { Shape } from './expected.ts'
import { matcher } from './matcher.ts'
import { element, property, spoken } from './path.ts'
import { expectedTemplate } from './template.ts'
import { isVariants } from './variant-set.ts'

export function shapesIn(value: unknown): readonly Shape[] {
  return shapesAt(value, '$')
}

/** Whether there are `variants(…)` in it. */
export function hasVariants(value: unknown): boolean {
  return isVariants(value) || partsOf(value, '$').some(({ part }) => hasVariants(part))
}

interface PartOf {
  readonly path: string
  readonly part: unknown
  /** The whole with another part in this place. */
  readonly replaced: (part: unknown) => unknown
}

function partsOf(value: unknown, path: string): readonly PartOf[] {
  if (Array.isArray(value)) {
    return value.map((part: unknown, index) => ({
      path: element(path, index),
      part,
      replaced: (other) => value.with(index, other),
    }))
  }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return []
  return Object.entries(value).map(([name, part]: [string, unknown]) => ({
    path: property(path, name),
    part,
    replaced: (other) => ({ ...value, [name]: other }),
  }))
}

function shapesAt(value: unknown, path: string): readonly Shape[] {
  if (isVariants(value)) {
    const named = (name: string) => (path === '$' ? name : `${spoken(path)} ${name}`)
    return value.shapes.map(({ name, expected }) => ({ name: named(name), expected }))
  }
  const others = partsOf(value, path)
    .filter(({ part }) => hasVariants(part))
    .flatMap(({ path: inside, part, replaced }) =>
      shapesAt(part, inside)
        .slice(1)
        .map(({ name, expected }) => ({ name, expected: expectedTemplate(replaced(matcher(expected)), path) })),
    )
  return [{ name: 'complete', expected: expectedTemplate(value, path) }, ...others]
}
