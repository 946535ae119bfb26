import { expect, it } from 'vitest'
import { textTable } from './text-table.ts'

it('lines up its columns', () => {
  expect(textTable(['A', 'LONGER'], [['wide', '1'], ['b']])).toBe(
    ['A    | LONGER', '-----|-------', 'wide | 1     ', 'b   '].join('\n'),
  )
})

it('says when there is nothing', () => {
  expect(textTable(['A'], [])).toBe('No data.')
})
