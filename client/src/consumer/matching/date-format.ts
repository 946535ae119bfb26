/**
 * Whether a text is written in a format of Java's `DateTimeFormatter`, roughly: as many digits, the same signs. It is for
 * mistakes in contracts; whether replies fit, the core says.
 */

/** What letters of a format stand for, by the letter; a number of the same letters is one field. */
const FIELDS: Readonly<Record<string, (length: number) => string>> = {
  y: (length) => (length === 2 ? String.raw`\d{2}` : String.raw`\d{4,}`),
  u: () => String.raw`\d{4,}`,
  M: (length) => (length > 2 ? String.raw`\p{L}+\.?` : String.raw`\d{1,2}`),
  d: () => String.raw`\d{1,2}`,
  D: () => String.raw`\d{1,3}`,
  E: () => String.raw`\p{L}+\.?`,
  a: () => '[AaPp][Mm]',
  H: () => String.raw`\d{1,2}`,
  h: () => String.raw`\d{1,2}`,
  k: () => String.raw`\d{1,2}`,
  K: () => String.raw`\d{1,2}`,
  m: () => String.raw`\d{1,2}`,
  s: () => String.raw`\d{1,2}`,
  S: () => String.raw`\d{1,9}`,
  n: () => String.raw`\d{1,9}`,
  X: () => String.raw`(?:Z|[+-]\d{2}(?::?\d{2})?)`,
  x: () => String.raw`[+-]\d{2}(?::?\d{2})?`,
  Z: () => String.raw`(?:Z|(?:GMT)?[+-]\d{2}:?\d{2})`,
  z: () => String.raw`\p{L}+(?:[+-]\d{2}:?\d{2})?`,
  V: () => String.raw`[\p{L}/_]+`,
}

export function fitsDateFormat(text: string, format: string): boolean {
  const pattern = format.replaceAll(
    /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/g,
    (found, quoted: string | undefined, letter: string) => {
      if (quoted !== undefined) return escaped(quoted === '' ? "'" : quoted.replaceAll("''", "'"))
      return FIELDS[letter]?.(found.length) ?? escaped(found)
    },
  )
  return new RegExp(`^${pattern}$`, 'u').test(text)
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
