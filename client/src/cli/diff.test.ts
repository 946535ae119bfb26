import { expect, test } from 'vitest'
import { readDifference } from './diff.ts'

const heading = '# Diff between versions 1 and 2 of the pact between A and B'

test('the text of Tallystick', () => {
  const text = `${heading}\n\nThe change was published with version 2, 3 days ago (Sun).\n\n@@ -1 +1 @@\n-a\n+b\n\n## Links\n\npact-version:\n`
  expect(readDifference(text)).toEqual({
    title: 'Diff between versions 1 and 2 of the pact between A and B',
    about: 'The change was published with version 2, 3 days ago (Sun).',
    diff: '@@ -1 +1 @@\n-a\n+b',
  })
})

test('the text of a Pact Broker', () => {
  const text = `${heading}\n\nThe following changes were made less than a minute ago (Sun)\n\n {\n+    {\n }\n\n## Links\n`
  expect(readDifference(text)).toMatchObject({
    about: 'The following changes were made less than a minute ago (Sun)',
    diff: ' {\n+    {\n }',
  })
})

test('the text when there is nothing to compare with', () => {
  const text = 'No previous distinct version was found for Pact between A (1) and B'
  expect(readDifference(text)).toEqual({ title: '', about: '', diff: text })
})
