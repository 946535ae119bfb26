/**
 * A sender that sorts its parameters (the Rust verifier does, when it replays a recorded request) turns
 * `q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&q[][latest]=true` into `latest, pacticipant A, pacticipant B,
 * version 1`, and which selector a lone value belongs to is lost. Where reading in order gives a selector that makes no
 * sense, or one that nobody writes, version numbers go to the first pacticipants and everything else to the last.
 */

type Element = Readonly<Record<string, unknown>>

const movingTarget = ['latest', 'tag', 'branch', 'environment', 'mainBranch'] as const

function isSorted(keys: readonly string[]): boolean {
  return keys.every((key, position) => position === 0 || (keys[position - 1] ?? '') <= key)
}

function saysTooMuch(element: Element): boolean {
  return element['version'] !== undefined && movingTarget.some((key) => element[key] !== undefined)
}

/** Nobody names the pacticipant after its other criteria. */
function namesLate(elements: readonly Element[]): boolean {
  const first = elements[0] ?? {}
  return Object.keys(first)[0] !== 'pacticipant' && elements.some((element) => element['version'] !== undefined)
}

function redistributed(elements: readonly Element[]): readonly Element[] {
  const entries = elements.flatMap((element) => Object.entries(element))
  const valuesOf = (key: string) => entries.filter(([name]) => name === key).map(([, value]) => value)
  const names = valuesOf('pacticipant')
  const keys = [...new Set(entries.map(([key]) => key))].filter((key) => key !== 'pacticipant')
  return names.map((name, position) => ({
    pacticipant: name,
    ...Object.fromEntries(
      keys
        .map((key) => {
          const values = valuesOf(key)
          return [key, values[key === 'version' ? position : position - (names.length - values.length)]] as const
        })
        .filter(([, value]) => value !== undefined),
    ),
  }))
}

/** The selectors as they were meant. */
export function inSendersOrder(elements: readonly Element[]): readonly Element[] {
  const keys = elements.flatMap((element) => Object.keys(element))
  const hasEachName = elements.length > 1 && elements.every((element) => element['pacticipant'] !== undefined)
  if (!hasEachName || !isSorted(keys)) return elements
  if (!elements.some(saysTooMuch) && !namesLate(elements)) return elements
  const meant = redistributed(elements)
  return meant.some(saysTooMuch) ? elements : meant
}
