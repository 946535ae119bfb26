/** Where something is in JSON: names and indexes. In the paths of rules `*` stands for any of them. */
export type JsonPath = readonly (string | number)[]

const STEP = /\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\*)\]/g

/** The steps of a path as rules write it: `$.items[*]['odd name']`. */
export function parsePath(text: string): JsonPath {
  return [...text.matchAll(STEP)].map(([, name, index, single, double, any]) => {
    if (index !== undefined) return Number(index)
    return name ?? (single ?? double)?.replaceAll(/\\(.)/g, '$1') ?? any ?? ''
  })
}

/** Whether the path of a rule leads there. */
export function leadsTo(rule: JsonPath, path: JsonPath): boolean {
  return rule.length === path.length && rule.every((step, at) => step === '*' || String(step) === String(path[at]))
}

/** How many steps of it stand for any. */
export function looseness(path: JsonPath): number {
  return path.filter((step) => step === '*').length
}
