// What a Dockerfile says, as far as this repository's says it.

export interface Instruction {
  readonly name: string
  readonly flags: Readonly<Record<string, string>>
  /** Words; those of the form in JSON are as they are in there. */
  readonly words: readonly string[]
}

export interface Stage {
  readonly name: string
  readonly image: string
  readonly instructions: readonly Instruction[]
}

function wordsOf(text: string): readonly string[] {
  return text.startsWith('[') ? (JSON.parse(text) as readonly string[]) : text.split(/\s+/).filter(Boolean)
}

function instruction(line: string): Instruction {
  const [, name = '', flags = '', rest = ''] = /^(\w+)((?:\s+--\S+)*)\s+(.*)$/s.exec(line) ?? []
  const pairs = flags.split(/\s+/).flatMap((flag) => {
    const [, key, value] = /^--([\w-]+)=(.*)$/.exec(flag) ?? []
    return key === undefined || value === undefined ? [] : [[key, value] as const]
  })
  return { name, flags: Object.fromEntries(pairs), words: wordsOf(rest.trim()) }
}

export function readStages(text: string): readonly Stage[] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gm, '')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const stages: { name: string; image: string; instructions: Instruction[] }[] = []
  for (const one of lines.map(instruction)) {
    const [image = '', , name = ''] = one.words
    if (one.name === 'FROM') stages.push({ name, image, instructions: [] })
    else stages.at(-1)?.instructions.push(one)
  }
  return stages
}

/** The variables that a stage sets. */
export function variablesOf({ instructions }: Stage): Readonly<Record<string, string>> {
  const pairs = instructions.filter(({ name }) => name === 'ENV').flatMap(({ words }) => words)
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]))
}

/** Whether a build gets to see the file, by what .dockerignore says: the last line that fits it or a folder of it counts. */
export function contextOf(ignoreFile: string): (path: string) => boolean {
  const rules = ignoreFile.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return (path) => {
    const parts = path.split('/')
    const selfAndParents = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    const last = rules.findLast((rule) => selfAndParents.some((one) => matches(one, rule.replace(/^!/, ''))))
    return last === undefined || last.startsWith('!')
  }
}

/** `*` is a part of a path, or in it; `**` any number of parts. */
function matches(path: string, rule: string): boolean {
  const expression = rule
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('**/', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('\u0000', '(.*/)?')
  return new RegExp(`^${expression}$`).test(path)
}
