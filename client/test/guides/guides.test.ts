// What the guides say of the command line, of build systems and of each other.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { complaint, tallyCommands } from './command-lines.ts'
import { type CodeBlock, type Guide, getGuide, guides, prose } from './guides.ts'

const root = join(import.meta.dirname, '../../..')

/** Every text below a value of YAML. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function documentsIn({ code }: CodeBlock) {
  return parseAllDocuments(code, { strict: true, uniqueKeys: true }).map((document) => {
    expect([...document.errors, ...document.warnings].map(({ message }) => message)).toEqual([])
    return document.toJS() as unknown
  })
}

/** The scripts of a block, in whichever language they are wrapped. */
function scriptsIn(block: CodeBlock): readonly string[] {
  if (block.language === 'sh') return [block.code]
  if (block.language === 'yaml') return documentsIn(block).flatMap(textsIn)
  if (block.language !== 'groovy') return []
  return [...block.code.matchAll(/\bsh (?:'([^']*)'|"([^"]*)")/g)].map(([, single, double]) => single ?? double ?? '')
}

function commandsOf({ blocks }: Guide): readonly (readonly string[])[] {
  return blocks.flatMap(scriptsIn).flatMap(tallyCommands)
}

/** Commands in a sentence may be without their values: only names are looked at. */
function namedInProse({ text }: Guide): readonly string[] {
  const code = [...prose(text).matchAll(/`([^`]+)`/g)].map(([, one = '']) => one.replaceAll(/\s+/g, ' '))
  return code.filter((one) => /^(?:npx )?tally [a-z]/.test(one))
}

describe.each(guides.map((guide) => [guide.name, guide] as const))('the guide %s', (_name, guide) => {
  test('has commands that tally takes', async () => {
    for (const args of commandsOf(guide))
      expect([args.join(' '), await complaint(args)]).toEqual([args.join(' '), undefined])
  })

  test('names commands and options that there are', async () => {
    for (const text of namedInProse(guide)) {
      for (const args of tallyCommands(text)) {
        const said = (await complaint(args)) ?? ''
        expect([text, /unknown|no command/i.test(said) ? said : '']).toEqual([text, ''])
      }
    }
  })

  test('has JSON and YAML that can be read', () => {
    for (const block of guide.blocks) {
      if (block.language === 'json') JSON.parse(block.code)
      if (block.language === 'yaml') expect(documentsIn(block)).not.toEqual([])
    }
  })

  test('has code of known languages only', () => {
    const known = ['ts', 'sh', 'text', 'yaml', 'json', 'groovy']
    expect(guide.blocks.map(({ language }) => language).filter((language) => !known.includes(language))).toEqual([])
  })
})

test('the build systems are told of commands', () => {
  const count = (name: string) => commandsOf(getGuide(name)).length
  expect(['github-actions', 'gitlab', 'jenkins', 'monorepo'].map(count).every((one) => one >= 7)).toBe(true)
})

interface Workflow {
  readonly on: unknown
  readonly jobs: Readonly<Record<string, { readonly needs?: string; readonly steps: readonly object[] }>>
}

const yamlOf = (guide: Guide) => guide.blocks.filter(({ language }) => language === 'yaml')
const workflows = [...yamlOf(getGuide('github-actions')), ...yamlOf(getGuide('monorepo'))]

test.each(workflows.map((block) => [block.file, block] as const))('the workflow %s is whole', (file, block) => {
  const [workflow] = documentsIn(block) as readonly Workflow[]
  expect(file).toMatch(/^\.github\/workflows\/[\w-]+\.yml$/)
  expect(workflow?.on).toBeDefined()
  const jobs = workflow?.jobs ?? {}
  for (const { needs, steps, ...job } of Object.values(jobs)) {
    expect(Object.keys(jobs)).toEqual(expect.arrayContaining(needs === undefined ? [] : [needs]))
    expect(job).toHaveProperty('runs-on')
    for (const step of steps) expect('run' in step !== 'uses' in step).toBe(true)
  }
})

const GITLAB_WORDS = new Set(['spec', 'image', 'stages', 'workflow', 'default', 'variables'])

test.each(yamlOf(getGuide('gitlab')).map((block, index) => [index + 1, block] as const))(
  'GitLab file %i has jobs of its stages, with scripts',
  (_index, block) => {
    const file = documentsIn(block).at(-1) as Readonly<Record<string, unknown>> & { readonly stages: readonly string[] }
    const jobs = Object.entries(file).filter(([name]) => !GITLAB_WORDS.has(name))
    expect(jobs.length).toBeGreaterThan(1)
    for (const [, job] of jobs) {
      const { stage, script, needs = [] } = job as { stage: string; script: string[]; needs?: string[] }
      expect(file.stages).toContain(stage)
      expect(script.every((line) => typeof line === 'string')).toBe(true)
      expect(jobs.map(([name]) => name)).toEqual(expect.arrayContaining(needs))
    }
  },
)

test('brackets of the Jenkinsfiles are in pairs', () => {
  const jenkins = getGuide('jenkins').blocks.filter(({ language }) => language === 'groovy')
  expect(jenkins.length).toBeGreaterThan(3)
  for (const { code } of jenkins) {
    const plain = code.replaceAll(/'[^']*'|"[^"]*"/g, '')
    for (const [open, close] of ['{}', '()', '[]']) {
      expect(plain.split(open ?? '').length).toBe(plain.split(close ?? '').length)
    }
  }
})

/** As GitHub names the anchors of headings. */
function anchorsIn(text: string): ReadonlySet<string> {
  const headings = prose(text).matchAll(/^#+ (.+)$/gm)
  return new Set(
    [...headings].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

const pages = [...guides.map(({ path }) => path), join(root, 'README.md'), join(root, 'client/README.md')]

test.each(pages.map((path) => [relative(root, path), path]))('the links of %s lead somewhere', (_name, path) => {
  const text = prose(readFileSync(path, 'utf8'))
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  const dead = targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#')
      const found = file === '' ? path : resolve(dirname(path), file)
      if (!existsSync(found)) return true
      return anchor !== undefined && !anchorsIn(readFileSync(found, 'utf8')).has(anchor)
    })
  expect(dead).toEqual([])
})

test('the index leads to every guide, and so do the two READMEs to the index', () => {
  const { text } = getGuide('README')
  const others = guides.filter(({ name }) => name !== 'README')
  expect(others.filter(({ name }) => !text.includes(`(${name}.md)`)).map(({ name }) => name)).toEqual([])
  for (const readme of ['README.md', 'client/README.md']) {
    expect(readFileSync(join(root, readme), 'utf8')).toContain('docs/guides/README.md')
  }
})
