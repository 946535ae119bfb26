/** Where something is in JSON: names and indexes, and the text that people and matching rules write for them. */
export type JsonPath = readonly (string | number)[]

const PLAIN_NAME = /^[A-Za-z_][\w-]*$/

function stepText(step: string | number): string {
  if (typeof step === 'number') return `[${step}]`
  return PLAIN_NAME.test(step) ? `.${step}` : `['${step.replaceAll(/['\\]/g, String.raw`\$&`)}']`
}

/** `$.items[0]['odd name']` */
export function pathText(path: JsonPath): string {
  return `$${path.map(stepText).join('')}`
}

const STEP = /\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[(\*)\]/g

/** The steps of a path as matching rules write it, `*` for any; the reverse of pathText. */
export function parsePath(text: string): JsonPath {
  return [...text.matchAll(STEP)].map(([, name, index, single, double, any]) => {
    if (index !== undefined) return Number(index)
    return name ?? (single ?? double)?.replaceAll(/\\(.)/g, '$1') ?? any ?? ''
  })
}
