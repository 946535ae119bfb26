/**
 * JSON on many lines, indented by two spaces, for people. Numbers stay as they were written. `sent` keeps the order and
 * the spelling of keys; `sorted` puts keys in order and escapes strings in one way, so that documents that say the same
 * become the same lines.
 */
import type { Json, JsonMember } from './exact-json.ts'

type Order = 'sent' | 'sorted'

function sortedByKey(members: readonly JsonMember[]): readonly JsonMember[] {
  return members.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

// One list that grows, not the lines of each level joined again and again by the levels around it.
function addLines(lines: string[], json: Json, { order, indent, start, end }: Place): void {
  const inner = `${indent}  `
  if (json.kind === 'object' && json.members.length > 0) {
    const members = order === 'sorted' ? sortedByKey(json.members) : json.members
    lines.push(`${start}{`)
    for (const [index, { key, token, value }] of members.entries()) {
      const name = order === 'sorted' ? JSON.stringify(key) : token
      const comma = index < members.length - 1 ? ',' : ''
      addLines(lines, value, { order, indent: inner, start: `${inner}${name}: `, end: comma })
    }
    lines.push(`${indent}}${end}`)
  } else if (json.kind === 'array' && json.elements.length > 0) {
    lines.push(`${start}[`)
    for (const [index, element] of json.elements.entries()) {
      const comma = index < json.elements.length - 1 ? ',' : ''
      addLines(lines, element, { order, indent: inner, start: inner, end: comma })
    }
    lines.push(`${indent}]${end}`)
  } else {
    lines.push(`${start}${order === 'sorted' ? json.canonical : json.compact}${end}`)
  }
}

interface Place {
  readonly order: Order
  readonly indent: string
  /** What the first line begins with, and the last line ends with. */
  readonly start: string
  readonly end: string
}

export function prettyJson(json: Json, order: Order): string {
  const lines: string[] = []
  addLines(lines, json, { order, indent: '', start: '', end: '' })
  return lines.join('\n')
}
