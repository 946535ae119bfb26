// Addresses of the broker: what links say, what the fragment of this page says, and which operation answers.

/** Where the broker is for this browser, with a slash at the end: this page is one level below. */
export const root = new URL('..', location.href.split('#', 1)[0]).href

// Links begin with the base URL that the broker was told, which may be another than the one by which we came.
let bases = [root.slice(0, -1)]

export function setBase(url) {
  if (url && !bases.includes(url)) bases = [...bases, url]
}

/** The path below the broker of an address, or undefined where it leads elsewhere. */
export function pathOf(href) {
  const base = bases.find((one) => href === one || href.startsWith(`${one}/`) || href.startsWith(`${one}?`))
  if (base !== undefined) return href.slice(base.length) || '/'
  return href.startsWith('/') && !href.startsWith('//') ? href : undefined
}

/** The address to ask, for a path below the broker. */
export function urlOf(path) {
  return root + path.replace(/^\/+/, '')
}

/** What the fragment names: a path, or a whole address of this broker. */
export function pathInFragment() {
  const [, fragment = ''] = location.href.split(/#(.*)/s)
  return pathOf(fragment === '' || fragment === 'answer' ? '/' : fragment)
}

const EXPRESSION = /\{(\?|&)?([^}]+)\}/g

/** The names that are to be filled in. */
export function variablesIn(template) {
  return [...new Set([...template.matchAll(EXPRESSION)].flatMap(([, , names]) => names.split(',')))]
}

/** The template with the values filled in, percent-encoded. */
export function fill(template, values) {
  return template.replaceAll(EXPRESSION, (_, operator, names) => {
    if (operator === undefined) return encodeURIComponent(values[names] ?? '')
    const given = names.split(',').filter((name) => values[name])
    const query = given.map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(values[name])}`).join('&')
    return query === '' ? '' : operator + query
  })
}

const withoutNames = (path) => path.replaceAll(/\{\w+\}/g, '~')

/** Finds what the OpenAPI document says of an address: its template and its operations by method. */
export function operationFinder(document) {
  const known = Object.entries(document.paths)
    .toSorted(([a], [b]) => (withoutNames(a) < withoutNames(b) ? -1 : 1))
    .map(([template, operations]) => {
      const parts = template.split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`))
      return { template, operations, pattern: new RegExp(`^${parts.join('[^/?]+')}/?(\\?.*)?$`) }
    })
  return (path) => known.find(({ pattern }) => pattern.test(path))
}
