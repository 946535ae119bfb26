/**
 * Whether a text looks as if it were drawn by lot. Texts that people write repeat characters, count up, or have words in
 * them; of random ones half of the characters are of another kind than the one before.
 */

/** How often the commonest step from one character to the one `lag` places on occurs, of all of them. */
function commonestStep(digits: readonly number[], lag: number): number {
  const counts = new Map<number, number>()
  for (let i = lag; i < digits.length; i += 1) {
    const step = ((digits[i] ?? 0) - (digits[i - lag] ?? 0) + 16) % 16
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  return Math.max(...counts.values(), 0) / Math.max(digits.length - lag, 1)
}

/** Above what a random text reaches, and below what repeating and counting give. */
const PATTERN = 0.33

/** For 20 or more hexadecimal digits. */
export function isRandomHex(text: string): boolean {
  const digits = text.split('').map((digit) => Number.parseInt(digit, 16))
  return new Set(digits).size >= 9 && [1, 2].every((lag) => commonestStep(digits, lag) < PATTERN)
}

function kindOf(character: string): 'lower' | 'upper' | 'digit' | 'other' {
  if (/[a-z]/.test(character)) return 'lower'
  if (/[A-Z]/.test(character)) return 'upper'
  return /\d/.test(character) ? 'digit' : 'other'
}

/** For 20 or more characters of an alphabet with letters of both cases and digits. */
export function isRandomText(text: string): boolean {
  const kinds = text.split('').map(kindOf)
  const count = (kind: string) => kinds.filter((one) => one === kind).length
  if (count('lower') < 3 || count('upper') < 3 || count('digit') < 2) return false
  const changes = kinds.filter((kind, index) => index > 0 && kind !== kinds[index - 1]).length
  return changes >= 0.4 * (text.length - 1) && !/[a-z]{6}/.test(text) && new Set(text).size >= text.length / 2
}
