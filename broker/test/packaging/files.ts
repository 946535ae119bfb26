// The files of this repository that machines other than ours read.

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { contextOf, readStages } from './dockerfile.ts'

export const root = join(import.meta.dirname, '../../..')
export const text = (path: string) => readFileSync(join(root, path), 'utf8')

export const stages = readStages(text('Dockerfile'))
export const inContext = contextOf(text('.dockerignore'))
/** What the image is made of in the end. */
export const image = stages.at(-1) ?? { name: '', image: '', instructions: [] }

// Any, since tests reach into documents freely.
// oxlint-disable-next-line typescript/no-explicit-any
export type Document = any

const yaml = (path: string): Document => parse(text(path), { merge: true })
export const compose = yaml('docker-compose.yml')

const folder = 'ops/kubernetes'
const below = (path: string) =>
  readdirSync(join(root, path))
    .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
    .map((name) => `${path}/${name}`)

export const kustomization = yaml(`${folder}/kustomization.yaml`)
/** What is applied, and what is there to be changed first. */
export const manifests = new Map(below(folder).map((path) => [path.slice(folder.length + 1), yaml(path)]))
export const examples = new Map(below(`${folder}/examples`).map((path) => [path.slice(folder.length + 1), yaml(path)]))

/** The one manifest of the kind. */
export function manifest(kind: string): Document {
  const found = [...manifests.values(), ...examples.values()].filter((each) => each.kind === kind)
  if (found.length !== 1) throw new Error(`There are ${found.length} manifests of the kind ${kind}`)
  return found[0]
}
