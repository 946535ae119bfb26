/**
 * Paths of rules: `$` is the value itself, `.name` and `['odd name']` are properties, `[0]` and `[*]` elements, `.*` any
 * property. A path is made by adding to another, so what is expected inside a value moves with it.
 */

/** Names that need no quotes; the core reads fewer than JSONPath would allow. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/** The path of the property `name` of what is at `path`. */
export function property(path: string, name: string): string {
  if (PLAIN_NAME.test(name)) return `${path}.${name}`
  return name.includes("'") ? `${path}["${name}"]` : `${path}['${name}']`
}

/** The path of an element, or of all. */
export function element(path: string, index: number | '*'): string {
  return `${path}[${index}]`
}

/** Whether the core can read it: names stand between single quotes, and nothing makes a quote part of one. */
export function isReadable(path: string): boolean {
  return /^\$(?:\.[A-Za-z_][A-Za-z0-9_]*|\.\*|\['[^']+'\]|\[(?:\d+|\*)\])*$/.test(path)
}

/** Where `inner`, a path from `$`, is when its `$` is at `path`. */
export function under(path: string, inner: string): string {
  return path + inner.slice(1)
}

/** A path as people read it: `items[*].id`, and `the value` for the whole. */
export function spoken(path: string): string {
  if (path === '$') return 'the value'
  const rest = path.slice(1)
  return rest.startsWith('.') ? rest.slice(1) : rest
}

/** Whether what is found by these names is at `path`. */
export function isAt(path: string, names: readonly PropertyKey[]): boolean {
  const segments = [...path.matchAll(/\.\*|\.([A-Za-z_]\w*)|\['([^']*)'\]|\[(\d+|\*)\]/g)].map(
    ([, plain, quoted, index]) => plain ?? quoted ?? index ?? '*',
  )
  return segments.length === names.length && segments.every((name, at) => name === '*' || name === String(names[at]))
}
