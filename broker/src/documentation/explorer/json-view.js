// JSON as text that is easy to read, with its links to be followed.

import { pathOf } from './addresses.js'
import { element, inside, outside } from './elements.js'

const STEP = '  '

function text(value, isTemplate) {
  const quoted = JSON.stringify(value)
  const path = isTemplate ? undefined : pathOf(value)
  const looksLikeAddress = /^(https?:\/\/|\/)\S*$/.test(value) && !value.includes('{')
  if (path !== undefined && looksLikeAddress) return inside(path, quoted)
  if (looksLikeAddress && value.startsWith('http')) return outside(value, quoted)
  return element('span', { class: 'text' }, quoted)
}

function* list(values, indent) {
  if (values.length === 0) return yield '[]'
  yield '[\n'
  for (const [index, value] of values.entries()) {
    yield indent + STEP
    yield* parts(value, indent + STEP, false)
    yield index < values.length - 1 ? ',\n' : '\n'
  }
  yield `${indent}]`
}

function* object(values, indent) {
  const entries = Object.entries(values)
  if (entries.length === 0) return yield '{}'
  yield '{\n'
  for (const [index, [name, value]] of entries.entries()) {
    yield indent + STEP
    yield element('span', { class: 'name' }, JSON.stringify(name))
    yield ': '
    yield* parts(value, indent + STEP, name === 'href' && values.templated === true)
    yield index < entries.length - 1 ? ',\n' : '\n'
  }
  yield `${indent}}`
}

function* parts(value, indent, isTemplate) {
  if (typeof value === 'string') yield text(value, isTemplate)
  else if (Array.isArray(value)) yield* list(value, indent)
  else if (value !== null && typeof value === 'object') yield* object(value, indent)
  else yield element('span', { class: 'value' }, JSON.stringify(value))
}

export function jsonView(value) {
  const pre = element('pre', { class: 'json', tabindex: '0', 'aria-label': 'Body' })
  pre.append(...parts(value, '', false))
  return pre
}
