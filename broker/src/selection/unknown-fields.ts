/**
 * Fields of a request that the broker does not know. They are named in a warning, not refused: a client may be newer
 * than the broker, or speak to one with extensions, and its builds must not stop for it. But a misspelt criterion
 * quietly selects the wrong contracts, so that the warning goes where a person will read it: to the notices that
 * verifiers print, with the field that was probably meant. (Where the misspelt field was a selector's only criterion the
 * request is refused anyway, and the same hint is given there.)
 */
import {
  type PactsForVerificationRequest,
  consumerVersionSelector,
  pactsForVerificationRequest,
} from '@tallystick/client/wire'

const requestFields = Object.keys(pactsForVerificationRequest.shape)
const selectorFields = Object.keys(consumerVersionSelector.shape)

/** How many letters must be changed, added or removed to make one word of the other. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1]
    for (const [j, otherLetter] of Array.from(other).entries()) {
      const substituted = (row[j] ?? 0) + (letter === otherLetter ? 0 : 1)
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z]/g, '')
}

const MAX_WORD = 40

function hint(field: string, known: readonly string[]): string {
  if (field.length > MAX_WORD) return ''
  const [closest] = known
    .map((name) => ({ name, off: distance(plain(field), plain(name)) }))
    .toSorted((one, other) => one.off - other.off)
  return closest && closest.off <= 2 ? ` (did you mean ${closest.name}?)` : ''
}

function unknown(fields: object, known: readonly string[], prefix: string): readonly string[] {
  return Object.keys(fields)
    .filter((field) => !known.includes(field))
    .map((field) => `${prefix}${field.slice(0, MAX_WORD)}${hint(field, known)}`)
}

export function unknownSelectorFields(selector: object): readonly string[] {
  return unknown(selector, selectorFields, '')
}

export function unknownFields(request: PactsForVerificationRequest): readonly string[] {
  const selectors = (request.consumerVersionSelectors ?? []).flatMap((selector, index) =>
    unknown(selector, selectorFields, `consumerVersionSelectors[${index}].`),
  )
  return [...unknown(request, requestFields, ''), ...selectors]
}

export function unknownFieldsWarning(fields: readonly string[]): string {
  const [what, pronoun] = fields.length === 1 ? ['a field', 'it'] : ['fields', 'them']
  return `WARNING - the request for the pacts to verify holds ${what} that this broker does not know, and ignored ${pronoun}: ${fields.join(', ')}.`
}
