/** Commands that people are told to run. Words in angle brackets are to be filled in. */

/** Quoted for a shell where it has to be; placeholders stay as they are. */
export function word(value: string): string {
  return /^[\w.:/@+,=-]+$/.test(value) || /^<[\w ]+>$/.test(value)
    ? value
    : `'${value.replaceAll("'", String.raw`'\''`)}'`
}

export function command(program: string, options: Readonly<Record<string, string | true>>): string {
  const written = Object.entries(options).map(([name, value]) =>
    value === true ? `--${name}` : `--${name} ${word(value)}`,
  )
  return [program, ...written].join(' ')
}
