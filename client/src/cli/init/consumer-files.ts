/** The first test of a consumer: it runs as it is, and shows where one's own code goes. */
import type { Project } from './project.ts'
import { type FileToWrite, fileName, importFrom, quoted, sourceText } from './source-text.ts'

interface Consumer extends Project {
  readonly consumer: string
  readonly provider: string
}

function imports({ runner, hasZod }: Consumer): string {
  const isVitest = runner === 'vitest'
  const ofKit = ['contract', ...(isVitest ? [] : ['mergeContracts']), ...(hasZod ? [] : ['string'])]
  const kit = `import { ${ofKit.join(', ')} } from '@tallystick/client/consumer'`
  const ofRunner = importFrom(runner, isVitest ? ['expect', 'test'] : ['afterAll', 'expect', 'test'])
  const zod = hasZod ? ["import { z } from 'zod'"] : []
  return (isVitest ? [kit, ofRunner, ...zod] : [ofRunner, kit, ...zod]).join('\n')
}

function codeOfConsumer({ hasZod, isTyped }: Consumer): string {
  const parameters = isTyped ? 'url: string, id: string' : 'url, id'
  const result = isTyped && !hasZod ? ': Promise<unknown>' : ''
  const reading = hasZod ? 'item.parse(await response.json())' : 'response.json()'
  const find = `async function findItem(${parameters})${result} {
  const response = await fetch(\`\${url}/items/\${id}\`)
  return ${reading}
}`
  if (hasZod) {
    return `// What your code reads of a reply, and how it asks for it: import both from there. The contract is made of the schema
// that the code reads with, so that it asks for what the code needs, and for nothing else.
const item = z.object({ id: z.string(), name: z.string() })

${find}`
  }
  return `// How your code asks: import it from there.
${find}

// What it reads of a reply: texts, whichever. A schema of zod, Valibot or ArkType can stand here, best the one that your
// code reads replies with.
const item = { id: string('1'), name: string('a kettle') }`
}

function consumerTest(project: Consumer): string {
  const { consumer, provider, runner } = project
  const compare =
    runner === 'node'
      ? "assert.deepEqual(await findItem(url, '1'), reply)"
      : "expect(await findItem(url, '1')).toEqual(reply)"
  const merge = `// Writes what holds in these tests to contracts/.
${runner === 'node' ? 'after' : 'afterAll'}(() => mergeContracts())`
  return sourceText(
    imports(project),
    codeOfConsumer(project),
    `const provider = contract({ consumer: ${quoted(consumer)}, provider: ${quoted(provider)} })`,
    runner === 'vitest' ? undefined : merge,
    `test('reads an item', () =>
  provider
    .http({
      description: 'a request for an item',
      // What must be so at the provider: its tests see to it.
      states: { name: 'there is an item', params: { id: '1' } },
      request: { path: '/items/1' },
      response: { body: item },
    })
    .run(async ({ url, reply }) => {
      ${compare}
    }))`,
  )
}

function vitestConfig({ configExtension, vitestConfig: known }: Project): FileToWrite {
  return {
    path: known ?? `vitest.config.${configExtension}`,
    text: `import { tallystick } from '@tallystick/client/vitest'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Writes what the tests expect of providers to contracts/.
  plugins: [tallystick()],
})
`,
    otherwise:
      "Add the plugin to it: import { tallystick } from '@tallystick/client/vitest', then plugins: [tallystick()].",
  }
}

export function consumerFiles(consumer: Consumer): readonly FileToWrite[] {
  const { dir, provider, extension, runner } = consumer
  const test = { path: `${dir}/${fileName(provider)}.contract.test.${extension}`, text: consumerTest(consumer) }
  return runner === 'vitest' ? [test, vitestConfig(consumer)] : [test]
}
