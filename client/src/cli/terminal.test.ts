import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { terminalOn } from './terminal.ts'

/** What is written to a stream, which is a terminal or not. */
function stream(isTTY: boolean) {
  const written: string[] = []
  const writable = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      written.push(text)
      done()
    },
  })
  const attributes = { isTTY, columns: 20, getColorDepth: () => 1, hasColors: () => isTTY }
  return { written, stream: Object.assign(writable, attributes) as unknown as NodeJS.WriteStream }
}

function terminal(isTTY: boolean) {
  const [out, err] = [stream(isTTY), stream(isTTY)]
  const place = { cwd: '/', env: {} }
  return { out, err, terminal: terminalOn({ stdout: out.stream, stderr: err.stream }, place) }
}

const CLEAR = '\r\u001B[2K'
const plain = (text: string) => text.replaceAll(/\u001B\[\d+m/g, '')

test('progress gives way to the next, and to what is printed', () => {
  const { out, err, terminal: on } = terminal(true)
  on.progress('1 of 2')
  on.progress('2 of 2')
  on.print('done')
  on.note('well')
  expect(err.written.map(plain)).toEqual(['1 of 2', CLEAR, '2 of 2', CLEAR, 'well\n'])
  expect(out.written).toEqual(['done\n'])
})

test('progress ends without a trace', () => {
  const { err, terminal: on } = terminal(true)
  on.progress('working')
  on.progress()
  on.progress()
  expect(err.written.map(plain)).toEqual(['working', CLEAR])
})

test('progress stays on one line', () => {
  const { err, terminal: on } = terminal(true)
  on.progress('x'.repeat(50))
  expect(plain(err.written.join(''))).toHaveLength(19)
})

test('there is none where nobody looks on, and no colour', () => {
  const { out, err, terminal: on } = terminal(false)
  on.progress('1 of 2')
  on.print('done', 'green')
  expect([out.written, err.written]).toEqual([['done\n'], []])
})
