/** The first test of a consumer or of a provider: it runs as it is, and shows where one's own code goes. */
import type { Project, Runner } from './project.ts'

export interface FileToWrite {
  readonly path: string
  readonly text: string
  /** What to do where there is such a file already. */
  readonly otherwise?: string
}

interface Consumer extends Project {
  readonly consumer: string
  readonly provider: string
}

interface Provider extends Project {
  readonly provider: string
}

const fileName = (name: string) =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/[^\w]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase() || 'contract'

const indented = (text: string) => text.replaceAll(/^/gm, '  ')
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`

const importsOfRunner = {
  vitest: (names: readonly string[]) => `import { ${names.join(', ')} } from 'vitest'`,
  jest: (names: readonly string[]) => `import { ${names.join(', ')} } from '@jest/globals'`,
  node: (names: readonly string[]) => {
    const own = names.map((name) => (name === 'afterAll' ? 'after' : name)).filter((name) => name !== 'expect')
    const assert = names.includes('expect') ? "import assert from 'node:assert/strict'\n" : ''
    return `${assert}import { ${own.join(', ')} } from 'node:test'`
  },
} as const satisfies Readonly<Record<Runner, (names: readonly string[]) => string>>

function consumerTest({ consumer, provider, runner }: Consumer): string {
  const isVitest = runner === 'vitest'
  const isNode = runner === 'node'
  const compare = isNode
    ? 'assert.deepEqual(await response.json(), reply)'
    : 'expect(await response.json()).toEqual(reply)'
  const merging = isNode ? 'after' : 'afterAll'
  return `${importsOfRunner[runner](isVitest ? ['expect', 'test'] : ['afterAll', 'expect', 'test'])}
import { contract${isVitest ? '' : ', mergeContracts'} } from '@tallystick/client/consumer'

const provider = contract({ consumer: ${quoted(consumer)}, provider: ${quoted(provider)} })
${isVitest ? '' : `\n// Writes contracts/${consumer}-${provider}.json of what holds in these tests.\n${merging}(() => mergeContracts())\n`}
test('reads an item', async () => {
  const item = provider.http({
    description: 'a request for an item',
    // What must be so at the provider: its tests see to it.
    states: { name: 'there is an item', params: { id: '1' } },
    request: { method: 'GET', path: '/items/1' },
    // Only what this consumer reads. A zod schema says more than an example: body: itemSchema.
    response: { status: 200, body: { id: '1', name: 'a kettle' } },
  })
  await item.run(async ({ url, reply }) => {
    // In place of fetch: your own client, with url as its base URL.
    const response = await fetch(\`\${url}/items/1\`)
    ${compare}
  })
})
`
}

function providerTest({ provider, runner, extension }: Provider): string {
  const isVitest = runner === 'vitest'
  const typed = extension === 'ts'
  const imports = isVitest
    ? "import { verifySuite } from '@tallystick/client/vitest'"
    : `${importsOfRunner[runner](['afterAll', 'describe', 'test'])}\nimport { verifySuite } from '@tallystick/client/provider'`
  const framework = runner === 'node' ? '{ describe, test, after }' : '{ describe, test, afterAll }'
  const options = `{
  provider: ${quoted(provider)},
  app,
  // One handler for each state that the contracts name: tally states writes their types.
  states: {
    'there is an item': ({ id }) => void items.set(String(id), { id, name: 'a kettle' }),
  },
}`
  const call = isVitest ? options : `\n${indented(options)},\n  ${framework},\n`
  return `${imports}

const items = new Map${typed ? '<string, object>' : ''}()

// In place of this: your Express app, http.Server or fetch handler, or the address where it listens.
const app = (request${typed ? ': Request' : ''}) => {
  const item = items.get(new URL(request.url).pathname.replace('/items/', ''))
  return item ? Response.json(item) : new Response(null, { status: 404 })
}

// One test for each interaction of each contract. The contracts come from the broker that PACT_BROKER_BASE_URL names;
// contracts: 'contracts' takes them from a folder.
await verifySuite(${call})
`
}

function vitestConfig({ extension, vitestConfig: known }: Project): FileToWrite {
  return {
    path: known ?? `vitest.config.${extension}`,
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

export function providerFiles(provider: Provider): readonly FileToWrite[] {
  const { dir, extension } = provider
  return [
    {
      path: `${dir}/${fileName(provider.provider)}.provider.test.${extension}`,
      text: providerTest(provider),
    },
  ]
}
