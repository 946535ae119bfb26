import { expect, test } from 'vitest'
import fc from 'fast-check'
import { prettyJson } from './pretty-json.ts'
import { readJson } from './read-json.ts'

test('keeps order, numbers and escapes as they were sent', () => {
  const text = '{"b":[1.0,{"\\u0061":"\\u00e9"},[],{}],"a":1e2}'
  expect(prettyJson(readJson(text), 'sent')).toBe(
    [
      '{',
      '  "b": [',
      '    1.0,',
      '    {',
      '      "\\u0061": "\\u00e9"',
      '    },',
      '    [],',
      '    {}',
      '  ],',
      '  "a": 1e2',
      '}',
    ].join('\n'),
  )
})

test('sorted, is one text for all documents that say the same', () => {
  const sorted = (text: string) => prettyJson(readJson(text), 'sorted')
  expect(sorted('{"b":"\\u00e9","\\u0061":[{"d":1,"c":2}]}')).toBe(sorted('{ "a": [{"c":2,"d":1}], "b": "é" }'))
  expect(sorted('[1,2]')).not.toBe(sorted('[2,1]'))
})

test('says the same as the document', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(JSON.parse(prettyJson(readJson(text), 'sent'))).toEqual(JSON.parse(text))
      expect(JSON.parse(prettyJson(readJson(text), 'sorted'))).toEqual(JSON.parse(text))
    }),
  )
})
