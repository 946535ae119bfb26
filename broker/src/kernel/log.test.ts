import { expect, test } from 'vitest'
import { logTo } from './log.ts'

function logged(fields: object): Readonly<Record<string, unknown>> {
  let line = ''
  logTo({ write: (text) => (line = text) }, 'info').info(fields, 'It happened')
  return JSON.parse(line)
}

test('a line says when and how important, and has its values as fields', () => {
  expect(logged({ durationMs: 3 })).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    durationMs: 3,
    msg: 'It happened',
  })
})

test.each([
  [{ password: 'x' }, { password: '***' }],
  [{ authorization: 'Bearer x' }, { authorization: '***' }],
  [{ token: 'x' }, { token: '***' }],
  [{ databaseUrl: 'postgres://a:x@b/c' }, { databaseUrl: '***' }],
  [
    { headers: { authorization: 'Basic x', cookie: 'x', accept: '*/*' } },
    { headers: { authorization: '***', cookie: '***', accept: '*/*' } },
  ],
  [{ settings: { TALLYSTICK_TOKEN: 'x', '--port': '1' } }, { settings: { TALLYSTICK_TOKEN: '***', '--port': '1' } }],
])('secrets are hidden: %o', (fields, shown) => expect(logged(fields)).toMatchObject(shown))

test('an error has its message, its cause and its stack', () => {
  const { err } = logged({ err: new Error('Outer', { cause: new Error('Inner') }) })
  expect(err).toMatchObject({ type: 'Error', message: expect.stringMatching(/Outer.*Inner/) })
  expect(err).toHaveProperty('stack', expect.stringContaining('caused by: Error: Inner'))
})
