// What a file of the sources exports, its own declarations and those that it passes on, each with the comment before it.
import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

export interface Exported {
  readonly name: string
  readonly kind: string
  /** The text of its comment; empty where there is none. */
  readonly comment: string
}

const DECLARATION =
  /(?:^\/\*\*((?:(?!\*\/)[^])*)\*\/\n)?^export (?:async )?(function|class|const|interface|type) (\w+)/gm
const PASSED_ON = /^export (?:type )?(?:\{([^}]*)\}|(\*)) from '(\.[^']+)'/gm

const textOf = (comment = '') => comment.replaceAll(/^\s*\* ?/gm, '').trim()

function declaredIn(text: string): readonly Exported[] {
  return [...text.matchAll(DECLARATION)].map(([, comment, kind = '', name = '']) => ({
    name,
    kind,
    comment: textOf(comment),
  }))
}

function passedOn(file: string, text: string): readonly Exported[] {
  return [...text.matchAll(PASSED_ON)].flatMap(([, list = '', all, path = '']) => {
    const there = exportsOf(resolve(dirname(file), path))
    if (all) return there
    const names = list.split(',').flatMap((name) => /^(?:type )?(\w+)$/.exec(name.trim())?.[1] ?? [])
    return names.map((name) => there.find((one) => one.name === name) ?? { name, kind: 'unknown', comment: '' })
  })
}

export function exportsOf(file: string): readonly Exported[] {
  const text = readFileSync(file, 'utf8')
  const all = [...declaredIn(text), ...passedOn(file, text)]
  // The first of several that overload each other has the comment.
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index)
}
