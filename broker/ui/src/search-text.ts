// What an address says after its question mark. Plain parameters are texts. Lists are written as the API has them:
// `a[]=1&a[]=2` a list of texts · `q[][x]=1&q[][y]=2&q[][x]=3` a list of objects, in which a name that comes again begins
// the next · `q[0][x]=1` the same by number. Where reading in order would leave an object without the name that there is
// most of, the parameters were sorted on their way: then the n-th value of each name belongs to the n-th object.

type Fields = Readonly<Record<string, string>>
type Item = string | Fields

interface Entry {
  readonly index: string
  readonly name: string
  readonly value: string
}

const LIST = /^(\w+)\[(\d{0,4})\](?:\[(\w+)\])?$/

function inOrder(entries: readonly Entry[]): readonly Fields[] {
  const objects: Record<string, string>[] = []
  let place = ''
  for (const { index, name, value } of entries) {
    const current = objects.at(-1)
    if (current && index === place && !(name in current)) current[name] = value
    else objects.push({ [name]: value })
    place = index
  }
  return objects
}

function byCount(entries: readonly Entry[]): readonly Fields[] {
  const objects: Record<string, string>[] = []
  const counts = new Map<string, number>()
  for (const { name, value } of entries) {
    const place = counts.get(name) ?? 0
    counts.set(name, place + 1)
    objects[place] = { ...objects[place], [name]: value }
  }
  return objects
}

function objectsOf(entries: readonly Entry[]): readonly Fields[] {
  const objects = inOrder(entries)
  const byName = [...Map.groupBy(entries, ({ name }) => name)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  )
  const commonest = byName[0]?.[0] ?? ''
  return objects.every((object) => commonest in object) ? objects : byCount(entries)
}

function listOf(entries: readonly Entry[]): readonly Item[] {
  const texts = entries.filter(({ name }) => name === '').map(({ value }) => value)
  return [...texts, ...objectsOf(entries.filter(({ name }) => name !== ''))]
}

/** The parameters of an address. A plain one that comes several times has its last value. */
export function readSearch(search: string): Readonly<Record<string, string | readonly Item[]>> {
  const plain: Record<string, string> = {}
  const lists = new Map<string, Entry[]>()
  for (const [parameter, value] of new URLSearchParams(search)) {
    const [, list, index = '', name = ''] = LIST.exec(parameter) ?? []
    if (list === undefined) plain[parameter] = value
    else lists.set(list, [...(lists.get(list) ?? []), { index, name, value }])
  }
  return { ...plain, ...Object.fromEntries([...lists].map(([list, entries]) => [list, listOf(entries)])) }
}

const isGiven = (value: unknown) => value !== undefined && value !== '' && value !== false

type Parameter = readonly [name: string, value: string]

function listParameters(list: string, items: readonly unknown[]): readonly Parameter[] {
  return items.flatMap((item): readonly Parameter[] =>
    typeof item === 'object' && item !== null
      ? Object.entries(item)
          .filter(([, value]) => isGiven(value))
          .map(([name, value]): Parameter => [`${list}[][${name}]`, String(value)])
      : [[`${list}[]`, String(item)]],
  )
}

/** `?name=value&…` of what has a value; what is empty is left out, so that addresses stay short. */
export function searchText(values: Readonly<Record<string, unknown>>): string {
  const parameters = Object.entries(values).flatMap(([name, value]): readonly Parameter[] => {
    if (Array.isArray(value)) return listParameters(name, value)
    return isGiven(value) ? [[name, String(value)]] : []
  })
  // Brackets may stand in an address, and are easier to read than their codes.
  const text = new URLSearchParams(parameters.map((parameter) => [...parameter]))
    .toString()
    .replaceAll(/^[^=]+|&[^=]+/g, (name) => name.replaceAll('%5B', '[').replaceAll('%5D', ']'))
  return text && `?${text}`
}
