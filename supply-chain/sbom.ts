// `npm run sbom`: writes down in sbom.cdx.json what the project is made of (CycloneDX), from package-lock.json alone, and
// looks whether that is all of it, whole and under licences that are fine.

import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAllowed, saidElsewhere } from './licences.ts'

const root = join(import.meta.dirname, '..')
const FILE = 'sbom.cdx.json'

interface Locked {
  readonly version?: string
  readonly link?: boolean
}

interface Component {
  readonly 'bom-ref': string
  readonly hashes?: readonly unknown[]
  readonly licenses?: readonly { readonly expression?: string; readonly license?: { readonly id?: string } }[]
}

interface Bom {
  readonly bomFormat: string
  readonly components: readonly Component[]
}

function lockedPackages(): readonly string[] {
  const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  )
  return Object.entries(lock.packages).flatMap(([path, { version, link }]) => {
    const name = path.split('node_modules/')[1] === undefined ? undefined : path.split('node_modules/').at(-1)
    return name === undefined || link || version === undefined ? [] : [`${name}@${version}`]
  })
}

function licencesOf({ 'bom-ref': reference, licenses = [] }: Component): readonly string[] {
  const said = licenses.map(({ expression, license }) => expression ?? license?.id ?? 'one without a name')
  const elsewhere = saidElsewhere[reference]
  return said.length === 0 && elsewhere !== undefined ? [elsewhere] : said
}

function complaints({ bomFormat, components }: Bom): readonly string[] {
  const locked = [...new Set(lockedPackages())]
  const byReference = new Map(components.map((component) => [component['bom-ref'], component]))
  if (bomFormat !== 'CycloneDX') return [`npm wrote ${bomFormat}`]
  return locked.flatMap((reference) => {
    const component = byReference.get(reference)
    if (!component) return [`${reference} is in package-lock.json, and not in the bill`]
    const licences = licencesOf(component)
    return [
      ...((component.hashes ?? []).length === 0 ? [`${reference} has no hash: nobody can tell what it is`] : []),
      ...(licences.length === 0 ? [`${reference} says no licence: look it up, and add it to licences.ts`] : []),
      ...licences.filter((licence) => !isAllowed(licence)).map((licence) => `${reference} is under ${licence}`),
    ]
  })
}

const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  stdio: ['ignore', 'pipe', 'ignore'],
  // On Windows it is a script of the shell.
  shell: process.platform === 'win32',
})
const bom: Bom = JSON.parse(text)
const wrong = complaints(bom)
writeFileSync(join(root, FILE), text)
for (const complaint of wrong) console.error(complaint)
console.log(`${FILE}: ${bom.components.length} components, ${wrong.length} complaints`)
process.exit(wrong.length === 0 ? 0 : 1)
