import { describe, expect, test } from 'vitest'
import { contentDiff } from './content-diff.ts'

const interaction = (description: string, more: object = {}) => ({
  _id: `id of ${description}`,
  description,
  request: { method: 'GET', path: `/${description}` },
  ...more,
})

function diff(before: object, after: object) {
  return contentDiff(
    { name: 'version 1', content: JSON.stringify(before) },
    { name: 'version 2', content: JSON.stringify(after) },
  )
}

function changedLines(before: object, after: object): readonly string[] {
  const found = diff(before, after)
  if (found.outcome !== 'lines') throw new Error(found.outcome)
  return found.text.split('\n').filter((line) => /^[-+](?!--|\+\+)/.test(line))
}

describe('the difference of two contents', () => {
  test('is a unified diff with the names of both', () => {
    const found = diff({ b: 1, a: { x: 'é' } }, { a: { x: 'e' }, b: 1 })
    expect(found).toEqual({
      outcome: 'lines',
      text: [
        '--- version 1',
        '+++ version 2',
        '@@ -1,6 +1,6 @@',
        ' {',
        '   "a": {',
        '-    "x": "é"',
        '+    "x": "e"',
        '   },',
        '   "b": 1',
        ' }',
      ].join('\n'),
    })
  })

  test('shows what only the newer says', () => {
    const one = { interactions: [interaction('one')] }
    const two = { interactions: [interaction('one', { response: { headers: { Etag: 'x' } } })] }
    expect(changedLines(one, two).join('\n')).toContain('"Etag": "x"')
  })

  test('does not show the order of interactions, nor of keys', () => {
    const [one, two] = [interaction('one'), interaction('two')]
    expect(diff({ interactions: [one, two], z: 1 }, { z: 1, interactions: [two, one] })).toEqual({ outcome: 'same' })
    const changed = { ...two, request: { method: 'POST', path: '/two' } }
    expect(changedLines({ interactions: [two, one] }, { interactions: [one, changed] })).toEqual([
      '-        "method": "GET",',
      '+        "method": "POST",',
    ])
  })

  test('does not show ids that the broker gave, but those of the content', () => {
    const body = (id: number) => ({ response: { body: { _id: id } } })
    const [before, after] = [interaction('one', body(1)), { ...interaction('one', body(2)), _id: 'another' }]
    expect(changedLines({ messages: [before] }, { messages: [after] })).toEqual([
      '-          "_id": 1',
      '+          "_id": 2',
    ])
  })

  test('tells numbers apart that are written differently', () => {
    const found = contentDiff({ name: 'a', content: '{"n":1}' }, { name: 'b', content: '{"n":1.0}' })
    expect(found).toMatchObject({ outcome: 'lines', text: expect.stringContaining('-  "n": 1\n+  "n": 1.0') })
  })

  test('is the same for texts that are equal', () => {
    expect(diff({ a: 1 }, { a: 1 })).toEqual({ outcome: 'same' })
  })
})

test('each change says in which interaction it is', () => {
  const long = (description: string, last: number) =>
    interaction(description, { comments: {}, response: { body: [1, 2, 3, 4, 5, last] } })
  const before = {
    interactions: [long('a', 6), long('b', 6), interaction('gone')],
    metadata: { a: 1, b: 2, c: 3, d: 4 },
  }
  const after = {
    interactions: [long('a', 6), long('b', 7), interaction('new, "quoted"')],
    metadata: { a: 1, b: 2, c: 3, d: 5 },
  }
  const found = diff(before, after)
  const hunks = found.outcome === 'lines' ? found.text.split('\n').filter((line) => line.startsWith('@@')) : []
  expect(hunks.map((line) => line.replace(/^@@ .* @@/, '@@'))).toEqual(['@@ "b"', '@@'])
})

describe('the difference of large contents', () => {
  const large = (count: number, body: (index: number) => unknown) => ({
    interactions: Array.from({ length: count }, (_, index) =>
      interaction(`interaction ${index}`, { response: { status: 200, body: body(index) } }),
    ),
  })
  const list = (index: number, length: number) => Array.from({ length }, (_, line) => `${index} ${line}`)

  test('is shown line by line where little differs', () => {
    const before = large(500, (index) => list(index, 40))
    const after = large(500, (index) => (index === 250 ? 'changed' : list(index, 40)))
    expect(diff(before, after).outcome).toBe('lines')
  })

  test('names the interactions that differ where lines would take too long', () => {
    const start = performance.now()
    const found = diff(
      large(500, (index) => list(index, 40)),
      large(500, (index) => list(index + 1000, 40)),
    )
    expect(performance.now() - start).toBeLessThan(10_000)
    expect(found).toMatchObject({
      outcome: 'interactions',
      text: expect.stringContaining('"interaction 0" (GET /interaction 0)'),
    })
  })

  test('is not looked for where the documents are huge', () => {
    const text = 'x'.repeat(11_000_000)
    expect(diff({ text }, { text, more: 1 })).toEqual({ outcome: 'too large' })
  })
})
