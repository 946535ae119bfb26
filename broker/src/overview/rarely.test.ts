import { expect, test } from 'vitest'
import { rarely } from './rarely.ts'

function costly(durationMs = 0) {
  let now = 1_000_000
  let asked = 0
  const ask = rarely(
    async () => {
      now += durationMs
      asked += 1
      if (asked === 2) throw new Error('second')
      return asked
    },
    () => new Date(now),
  )
  return { ask, after: (ms: number) => void (now += ms) }
}

test('asks once for all that ask within a minute', async () => {
  const { ask, after } = costly()
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1])
  after(59_999)
  expect(await ask()).toBe(1)
  after(1)
  await expect(ask()).rejects.toThrow('second')
})

test('keeps longer what took longer', async () => {
  const { ask, after } = costly(2_000)
  expect(await ask()).toBe(1)
  after(199_999)
  expect(await ask()).toBe(1)
})

test('does not keep a failure', async () => {
  const { ask, after } = costly()
  await ask()
  after(60_000)
  await expect(ask()).rejects.toThrow('second')
  expect(await ask()).toBe(3)
})
