/**
 * Two texts line by line, as rows to show. Lines that were taken out stand before those that came in, and beside them
 * where both are shown side by side. Of long runs of equal lines only those next to a change are shown.
 */
import { diffLines } from 'diff'

export interface Line {
  readonly kind: 'same' | 'removed' | 'added'
  /** Counted from 1, in the text that has it. */
  readonly before: number | undefined
  readonly after: number | undefined
  readonly text: string
}

/** What is on the left and on the right; equal lines are on both. */
export interface Row {
  readonly before: Line | undefined
  readonly after: Line | undefined
}

export interface Fold<Item> {
  readonly isFolded: boolean
  readonly items: readonly Item[]
}

/** Longer comparisons are given up: all of one text is shown, and then all of the other. */
const MOST_MS = 400

/** Equal lines to show on each side of a change. */
const AROUND = 3

/** Names in their order, so that only what is said differs. */
function ordered(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** JSON as people read it; nothing where there is none. */
export function readableJson(value: object | undefined): string {
  if (value === undefined) return ''
  const { _id: _ofTheBroker, ...shown }: { readonly _id?: unknown } = value
  return `${JSON.stringify(shown, ordered, 2)}\n`
}

function textLines(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

export function compareLines(before: string, after: string): readonly Line[] {
  const parts = diffLines(before, after, { timeout: MOST_MS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ]
  let [was, is] = [0, 0]
  return parts.flatMap(({ value, removed, added }) =>
    textLines(value).map((text): Line => {
      if (!added) was += 1
      if (!removed) is += 1
      const kind = added ? 'added' : removed ? 'removed' : 'same'
      return { kind, before: added ? undefined : was, after: removed ? undefined : is, text }
    }),
  )
}

/** Lines that were taken out beside those that came in their place. */
export function rowsOf(lines: readonly Line[]): readonly Row[] {
  const rows: Row[] = []
  let [removed, added]: [Line[], Line[]] = [[], []]
  const flush = () => {
    const count = Math.max(removed.length, added.length)
    for (let index = 0; index < count; index += 1) rows.push({ before: removed[index], after: added[index] })
    removed = []
    added = []
  }
  for (const line of lines) {
    if (line.kind === 'removed') {
      if (added.length > 0) flush()
      removed.push(line)
    } else if (line.kind === 'added') added.push(line)
    else {
      flush()
      rows.push({ before: line, after: line })
    }
  }
  flush()
  return rows
}

/** Fewer lines are not worth a fold. */
const FEWEST = 4

/** Long runs without a change are folded. */
export function fold<Item>(items: readonly Item[], isChange: (item: Item) => boolean): readonly Fold<Item>[] {
  const isNear = items.map(() => false)
  for (const [index, item] of items.entries()) {
    if (isChange(item)) isNear.fill(true, Math.max(0, index - AROUND), index + AROUND + 1)
  }
  const groups: { isFolded: boolean; items: Item[] }[] = []
  for (const [index, item] of items.entries()) {
    const isFolded = isNear[index] !== true
    const last = groups.at(-1)
    if (last?.isFolded === isFolded) last.items.push(item)
    else groups.push({ isFolded, items: [item] })
  }
  return groups.map((group) => ({ ...group, isFolded: group.isFolded && group.items.length >= FEWEST }))
}

/** What of a line is not in the other: where it begins, and where it ends. */
export function changedPart(line: string, other: string): readonly [from: number, to: number] {
  let from = 0
  while (from < line.length && line[from] === other[from]) from += 1
  let rest = 0
  const most = Math.min(line.length, other.length) - from
  while (rest < most && line.at(-1 - rest) === other.at(-1 - rest)) rest += 1
  return [from, line.length - rest]
}
