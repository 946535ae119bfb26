// The guides, and what is in them.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const guidesFolder = join(import.meta.dirname, '../../../docs/guides')

export interface CodeBlock {
  readonly language: string
  readonly code: string
  /** What its first line names: `// shop/src/catalogue.ts`, `# .github/workflows/shop.yml`. */
  readonly file: string | undefined
}

export interface Guide {
  /** Without `.md`. */
  readonly name: string
  readonly path: string
  readonly text: string
  readonly blocks: readonly CodeBlock[]
}

/** In lists they are indented. */
const BLOCK = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm

function blocksIn(text: string): readonly CodeBlock[] {
  return [...text.matchAll(BLOCK)].map(([, indent = '', language = '', indented = '']) => {
    const code = indented.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    return { language, code, file: /^(?:\/\/|#) ([\w./-]+)\n/.exec(code)?.[1] }
  })
}

function readGuide(file: string): Guide {
  const path = join(guidesFolder, file)
  const text = readFileSync(path, 'utf8')
  return { name: file.replace(/\.md$/, ''), path, text, blocks: blocksIn(text) }
}

export const guides: readonly Guide[] = readdirSync(guidesFolder)
  .filter((file) => file.endsWith('.md'))
  .toSorted()
  .map(readGuide)

export function getGuide(name: string): Guide {
  const guide = guides.find((one) => one.name === name)
  if (!guide) throw new Error(`There is no guide ${name}`)
  return guide
}

/** A text without the code. */
export function prose(text: string): string {
  return text.replaceAll(BLOCK, '')
}

/** What is shown after a command: the block that follows the one in which it is. */
export function shownAfter({ blocks, name }: Guide, command: string): string {
  const index = blocks.findIndex(({ language, code }) => language === 'sh' && code.includes(command))
  const next = blocks[index + 1]
  if (index === -1 || next?.language !== 'text') throw new Error(`${name} shows nothing after ${command}`)
  return next.code.trimEnd()
}
