import { expect, test } from 'vitest'
import { badgeMarkdown } from './badge-markdown.ts'

test('a badge leads to what it tells of, whatever its names hold', () => {
  expect(
    badgeMarkdown({ title: 'Can main be deployed', picture: 'https://b.example/a/badge', page: 'https://b.example/a' }),
  ).toBe('[![Can main be deployed](https://b.example/a/badge)](https://b.example/a)')
  expect(badgeMarkdown({ title: 'a]_b', picture: 'https://b.example/(x)', page: 'https://b.example/' })).toBe(
    String.raw`[![a\]\_b](https://b.example/%28x%29)](https://b.example/)`,
  )
})
