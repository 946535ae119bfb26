import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describedSettings } from '../../src/kernel/config.ts'
import project from '../../../package.json' with { type: 'json' }
import { type Stage, contextOf, variablesOf } from './dockerfile.ts'
import { image, inContext, root, stages, text } from './files.ts'

const filesIn = (path: string) => [
  path,
  ...globSync(`${path}/**/*`, { cwd: root, exclude: ['**/node_modules', '**/dist'] }),
]

/** What a stage takes from the repository: where it is, and where it goes. */
const copied = ({ instructions }: Stage) =>
  instructions
    .filter(({ name, flags }) => name === 'COPY' && flags['from'] === undefined)
    .flatMap(({ words }) => words.slice(0, -1).map((from) => ({ from, to: words.at(-1) ?? '' })))

const isCopied = (stage: Stage, path: string) =>
  copied(stage).some(({ from }) => path === from || path.startsWith(`${from}/`)) && inContext(path)

const runs = ({ instructions }: Stage) => instructions.filter(({ name }) => name === 'RUN').map(({ words }) => words)

describe('the image', () => {
  test('has the Node that the tests run on', () => {
    expect(new Set(stages.map((stage) => stage.image))).toEqual(new Set([`node:${project.devDependencies.node}-slim`]))
  })

  test('says which settings it has, and listens where it says', () => {
    const names = describedSettings().map(([, { name }]) => `TALLYSTICK_${name}`)
    const { NODE_ENV: env, ...settings } = variablesOf(image)
    expect(env).toBe('production')
    expect(Object.keys(settings).filter((name) => !names.includes(name))).toEqual([])
    expect(image.instructions.find(({ name }) => name === 'EXPOSE')?.words).toEqual([settings['TALLYSTICK_PORT']])
  })

  test('does nothing but copy, for any kind of machine', () => {
    expect(runs(image)).toEqual([])
  })
})

describe('a build', () => {
  test.each(stages.map((stage, index) => [stage.name || 'the image', stage, index] as const))(
    'finds what %s takes',
    (_, stage) => {
      for (const { from, to } of copied(stage)) {
        expect([from, filesIn(from).filter(inContext)]).toEqual([from, expect.arrayContaining([expect.any(String)])])
        const place = to.endsWith('/') ? to : dirname(to)
        expect([from, resolve('/', place)]).toEqual([from, resolve('/', dirname(from))])
      }
      const others = stage.instructions.flatMap(({ flags }) => flags['from'] ?? [])
      expect(others.filter((name) => !stages.some((each) => each.name === name))).toEqual([])
    },
  )

  test('sees nothing that no stage takes, no secrets, and nothing that was installed', () => {
    const seen = globSync('**/*', { cwd: root, exclude: ['**/node_modules', '**/dist'] }).filter(inContext)
    expect(seen.filter((path) => !stages.some((stage) => isCopied(stage, path)))).toEqual([])
    const never = [
      '.env',
      '.git/config',
      'broker/ui/.env.local',
      'broker/ui/node_modules/a/b.js',
      'broker/ui/dist/a.js',
    ]
    expect(never.filter(inContext)).toEqual([])
  })

  test('knows of the last rule that fits', () => {
    const sees = contextOf('# all\n*\n!a/b\na/b/*.log\n**/secret')
    expect(['a', 'a/c', 'a/b', 'a/b/c/d', 'a/b/c.log', 'a/b/c/secret/e', 'secret'].map(sees)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  test('installs workspaces that there are, and has what all of them say', () => {
    const manifests = project.workspaces.map((workspace) => `${workspace}/package.json`)
    const names = manifests.map((path) => (JSON.parse(text(path)) as { name: string }).name)
    const installs = stages.flatMap((stage) =>
      runs(stage)
        .filter(([, does]) => does === 'ci')
        .map((words) => ({ stage, words })),
    )
    expect(installs).toHaveLength(2)
    for (const { stage, words } of installs) {
      const wanted = words.filter((_, index) => words[index - 1] === '--workspace')
      expect(wanted.filter((name) => !names.includes(name))).toEqual([])
      const needed = ['package.json', 'package-lock.json', ...manifests]
      expect(needed.filter((path) => !isCopied(stage, path))).toEqual([])
    }
  })

  test('of the pages has a script for it, and all configurations of TypeScript that this reads', () => {
    const pages = stages.find(({ name }) => name === 'pages')
    if (pages === undefined) throw new Error('No stage builds the pages')
    expect(runs(pages).at(-1)).toEqual(['npm', 'run', 'build'])
    expect(project.scripts.build).toBe('npm run build --workspace @tallystick/ui')
    const seen = new Set<string>()
    const read = (path: string): void => {
      if (seen.has(path)) return
      seen.add(path)
      const { extends: base, references = [] } = JSON.parse(
        readFileSync(join(root, path), 'utf8').replaceAll(/^\s*\/\/.*$/gm, ''),
      ) as { extends?: string; references?: readonly { path: string }[] }
      if (base !== undefined) read(relative(root, join(root, dirname(path), base)))
      for (const other of references) read(relative(root, join(root, dirname(path), other.path, 'tsconfig.json')))
    }
    read('broker/ui/tsconfig.json')
    expect(seen.size).toBeGreaterThan(1)
    expect([...seen].filter((path) => !isCopied(pages, path))).toEqual([])
  })
})
