import { expect, test } from 'vitest'
import { generatorText } from './generator-words.ts'
import { rulesText } from './rule-words.ts'

test.each([
  [{ match: 'type' }, 'text', 'any text'],
  [{ match: 'type' }, 3, 'any number'],
  [{ match: 'type' }, true, 'true or false'],
  [{ match: 'type' }, { a: 1 }, 'like this'],
  [{ match: 'type' }, null, 'same type'],
  [{ match: 'type' }, [1], 'each like this'],
  [{ match: 'type', min: 1 }, [1], 'each like this, at least 1'],
  [{ match: 'type', max: 5 }, [1], 'each like this, at most 5'],
  [{ min: 1, max: 5 }, [1], 'each like this, 1 to 5'],
  [{ regex: String.raw`^\d+$` }, '1', String.raw`matches ^\d+$`],
  [{ match: 'integer' }, 1, 'any integer'],
  [{ match: 'equality' }, 1, 'exactly this'],
  [{ match: 'date', format: 'yyyy-MM-dd' }, '2026-01-01', 'date yyyy-MM-dd'],
  [{ match: 'timestamp', timestamp: "yyyy-MM-dd'T'HH:mm" }, '', "date and time yyyy-MM-dd'T'HH:mm"],
  [{ match: 'time' }, '', 'time'],
  [{ match: 'include', value: 'pact' }, '', 'contains pact'],
  [{ match: 'statusCode', status: 'success' }, 200, 'any 2xx'],
  [{ match: 'statusCode', status: [200, 204] }, 200, 'any of 200, 204'],
  [{ match: 'contentType', value: 'image/png' }, '', 'content of type image/png'],
  [{ match: 'arrayContains', variants: [{}, {}] }, [], 'with at least these 2 kinds'],
  [{ match: 'eachKey', rules: [{ match: 'regex', regex: 'a.*' }] }, {}, 'each key matches a.*'],
  [{ match: 'eachValue', rules: [{ match: 'integer' }] }, {}, 'each value any integer'],
  [{ match: 'jwt', keys: 2 }, '', 'jwt {"keys":2}'],
  [{ matchers: [{ match: 'type' }, { match: 'regex', regex: 'x' }], combine: 'AND' }, '', 'any text and matches x'],
  [{ matchers: [{ match: 'null' }, { match: 'integer' }], combine: 'OR' }, 1, 'null or any integer'],
])('%j for %j is "%s"', (rule, value, text) => {
  expect(rulesText(rule, value)).toBe(text)
})

test.each([
  [{ type: 'ProviderState', expression: '${id}' }, 'from the provider state: ${id}'],
  [{ type: 'RandomInt', min: 1, max: 9 }, 'random integer, 1 to 9'],
  [{ type: 'RandomString', size: 20 }, 'random text, of 20'],
  [{ type: 'DateTime', format: 'yyyy' }, 'moment of the replay, yyyy'],
  [{ type: 'Uuid' }, 'random UUID'],
  [{ type: 'Regex', regex: 'a+' }, 'random, matching a+'],
  [{ type: 'Odd' }, 'Odd'],
])('%j is "%s"', (generator, text) => {
  expect(generatorText(generator)).toBe(text)
})
