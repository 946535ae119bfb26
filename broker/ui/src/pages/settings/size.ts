const UNITS = ['kB', 'MB', 'GB', 'TB'] as const

/** `12345678` bytes are `12 MB`. */
export function sizeInWords(bytes: number): string {
  const power = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const size = bytes / 1000 ** power
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[power - 1]}`
}
