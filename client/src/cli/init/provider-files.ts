/**
 * The first test of a provider: it runs as it is, and shows where one's own code goes. Where contracts are known, it has a
 * handler for each of their states and messages; one that is still to be written fails with what it was asked for.
 */
import type { ContractDocument, Interaction } from '../../provider/document.ts'
import { stateTypes } from '../../provider/state-types.ts'
import type { KnownContracts } from './known-contracts.ts'
import type { Project } from './project.ts'
import { type FileToWrite, fileName, importFrom, indented, quoted, sourceText } from './source-text.ts'

interface Provider extends Project {
  readonly provider: string
  readonly known: KnownContracts
}

/** The state that the first test of a consumer has. */
const EXAMPLE = 'there is an item'

interface StatesFile extends FileToWrite {
  readonly type: string
  readonly from: string
}

const allStates = (documents: readonly ContractDocument[]) =>
  documents.flatMap(({ interactions }) => interactions.flatMap(({ states }) => states))

/** The types of the states; none where nobody would read them. */
function statesFile({ provider, dir, isTyped, known: { documents } }: Provider): StatesFile | undefined {
  if (!isTyped || allStates(documents).length === 0) return undefined
  const text = stateTypes(provider, documents)
  const [, type = ''] = /export interface (\w+)/.exec(text) ?? []
  const name = `${fileName(provider)}.states`
  // Such an import is understood however modules are resolved; it is gone when the test runs.
  return { path: `${dir}/${name}.ts`, text, type, from: `./${name}.js` }
}

function stateHandlers(documents: readonly ContractDocument[], isChecked: boolean): readonly string[] {
  const byName = Map.groupBy(allStates(documents), ({ name }) => name)
  if (byName.size === 0) byName.set(EXAMPLE, [])
  return [...byName].map(([name, uses]) => {
    const id = isChecked ? 'id' : 'String(id)'
    if (name === EXAMPLE) return `${quoted(name)}: ({ id }) => void items.set(${id}, { id, name: 'a kettle' }),`
    const params = [...new Set(uses.flatMap((use) => Object.keys(use.params)))]
    const isNamed = params.every((param) => /^[A-Za-z_$][\w$]*$/.test(param))
    const parameter = params.length === 0 ? '' : isNamed ? `{ ${params.join(', ')} }` : 'params'
    const asked = parameter === '' ? "'to do'" : `\`to do: \${JSON.stringify(${parameter})}\``
    return `${quoted(name)}: (${parameter}) => {\n  throw new Error(${asked})\n},`
  })
}

const isMessage = ({ kind }: Interaction) => kind !== 'http'

function messageHandlers(documents: readonly ContractDocument[]): string | undefined {
  const messages = documents.flatMap(({ interactions }) => interactions.filter(isMessage))
  const descriptions = [...new Set(messages.map(({ description }) => description))]
  if (descriptions.length === 0) return undefined
  const handlers = descriptions.map((name) => `${quoted(name)}: () => {\n  throw new Error('to do')\n},`)
  return `// What your code sends.\nmessages: {\n${indented(handlers.join('\n'))}\n},`
}

function suiteOptions(project: Provider, types: StatesFile | undefined): string {
  const { provider, known } = project
  const { documents, folder } = known
  const handlers = `{\n${indented(stateHandlers(documents, types !== undefined).join('\n'))}\n}`
  const parts = [
    `provider: ${quoted(provider)},\napp,`,
    folder &&
      `// Without this line they come from the broker that PACT_BROKER_BASE_URL names.\ncontracts: ${quoted(folder)},`,
    `// One handler for each state that the contracts name.\nstates: ${types ? `states<${types.type}>(${handlers})` : handlers},`,
    messageHandlers(documents),
  ]
  return `{\n${indented(parts.filter((part) => part !== undefined).join('\n'))}\n}`
}

function imports({ runner }: Provider, types: StatesFile | undefined): string {
  const isVitest = runner === 'vitest'
  const ofProvider = [...(types ? ['states'] : []), ...(isVitest ? [] : ['verifySuite'])]
  return [
    ...(isVitest ? [] : [importFrom(runner, ['afterAll', 'describe', 'test'])]),
    ...(ofProvider.length > 0 ? [`import { ${ofProvider.join(', ')} } from '@tallystick/client/provider'`] : []),
    ...(isVitest ? ["import { verifySuite } from '@tallystick/client/vitest'"] : []),
    ...(types ? [`import type { ${types.type} } from '${types.from}'`] : []),
  ].join('\n')
}

function providerTest(project: Provider, types: StatesFile | undefined): string {
  const { runner, isTyped, known } = project
  const options = suiteOptions(project, types)
  const framework = runner === 'node' ? '{ describe, test, after }' : '{ describe, test, afterAll }'
  const call = runner === 'vitest' ? options : `\n${indented(options)},\n${indented(framework)},\n`
  const comment = known.folder
    ? '// One test for each interaction of each contract. Builds publish the results, and so does publish: true.'
    : `// One test for each interaction of the contracts at the broker, which PACT_BROKER_BASE_URL names. Builds publish the
// results, and so does publish: true.`
  return sourceText(
    imports(project, types),
    `const items = new Map${isTyped ? '<string, object>' : ''}()`,
    `// In place of this: your Express app, http.Server or fetch handler, or the address where it listens.
const app = (request${isTyped ? ': Request' : ''}) => {
  const item = items.get(new URL(request.url).pathname.replace('/items/', ''))
  return item ? Response.json(item) : new Response(null, { status: 404 })
}`,
    `${comment}
await verifySuite(${call})`,
  )
}

export function providerFiles(provider: Provider): readonly FileToWrite[] {
  const { dir, extension } = provider
  const types = statesFile(provider)
  const path = `${dir}/${fileName(provider.provider)}.provider.test.${extension}`
  return [{ path, text: providerTest(provider, types) }, ...(types ? [types] : [])]
}
