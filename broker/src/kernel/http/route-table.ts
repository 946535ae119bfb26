/**
 * Finds what answers a path. Templates are cut at their slashes; at each step a fixed segment wins over a parameter, so
 * that `/pacts/latest` is never a pact named "latest", and where the fixed way leads nowhere the parameter is tried.
 * Segments are compared and given after percent-decoding: `%2F` stays inside its segment. A slash at the end is ignored.
 */
interface Step<Value> {
  readonly fixed: Map<string, Step<Value>>
  parameter: Step<Value> | undefined
  end: { readonly names: readonly string[]; readonly value: Value } | undefined
}

interface Found<Value> {
  readonly value: Value
  readonly params: Readonly<Record<string, string>>
}

export type FindRoute<Value> = (path: string) => Found<Value> | undefined

const newStep = <Value>(): Step<Value> => ({ fixed: new Map(), parameter: undefined, end: undefined })

function segmentsOf(path: string): string[] {
  const segments = path.split('/').slice(1)
  if (segments.at(-1) === '') segments.pop()
  return segments
}

function insert<Value>(root: Step<Value>, template: string, value: Value): void {
  const names: string[] = []
  let step = root
  for (const segment of segmentsOf(template)) {
    if (segment.startsWith('{')) {
      names.push(segment.slice(1, -1))
      step = step.parameter ??= newStep()
    } else {
      const next = step.fixed.get(segment) ?? newStep()
      step.fixed.set(segment, next)
      step = next
    }
  }
  if (step.end) throw new Error(`There are two routes for ${template}`)
  step.end = { names, value }
}

export function routeTable<Value>(routes: Iterable<readonly [template: string, value: Value]>): FindRoute<Value> {
  const root = newStep<Value>()
  for (const [template, value] of routes) insert(root, template, value)

  return (path) => {
    const segments = segmentsOf(path).map((segment) => (segment.includes('%') ? decodeURIComponent(segment) : segment))

    function follow(step: Step<Value>, position: number, values: readonly string[]): Found<Value> | undefined {
      const segment = segments[position]
      if (segment === undefined) {
        if (!step.end) return undefined
        const { names, value } = step.end
        return { value, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])) }
      }
      const next = step.fixed.get(segment)
      const found = next && follow(next, position + 1, values)
      if (found || !step.parameter) return found
      return follow(step.parameter, position + 1, [...values, segment])
    }

    return follow(root, 0, [])
  }
}
