import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestBroker, startTestBroker } from '../support/server.ts'

interface Line {
  readonly level: string
  readonly requestId: string
  readonly url: string
  readonly route?: string
  readonly status: number
  readonly actor?: object
}
const lines: Line[] = []

let broker: TestBroker
beforeAll(async () => {
  broker = await startTestBroker({
    logTo: { write: (line: string) => void lines.push(JSON.parse(line) as Line) },
    config: { basicAuth: { username: 'ci', password: 'a-password-to-hide' }, allowPublicRead: true },
  })
})
afterAll(async () => broker.stop())

const authorization = `Basic ${Buffer.from('ci:a-password-to-hide').toString('base64')}`

/** A line comes when the answer has gone out, which may be after it has come in. */
async function lineOf(requestId: string): Promise<Line> {
  return vi.waitFor(() => {
    const line = lines.find((one) => one.requestId === requestId)
    if (!line) throw new Error(`There is no line for ${requestId}`)
    return line
  }, 20_000)
}

test('a line says who sent the request, and which template its address has', async () => {
  await broker.get('/pacticipants/Nobody', { authorization, 'x-request-id': 'known' })
  expect(await lineOf('known')).toMatchObject({
    level: 'info',
    url: '/pacticipants/Nobody',
    route: '/pacticipants/{pacticipant}',
    status: 404,
    actor: { kind: 'user', name: 'ci' },
  })
})

test('somebody who has not said who they are is nobody in particular', async () => {
  await broker.get('/pacticipants', { 'x-request-id': 'stranger' })
  expect(await lineOf('stranger')).not.toHaveProperty('actor')
})

test('who is refused has a line too, and an address that leads nowhere no template', async () => {
  await broker.request('POST', '/pacticipants', { body: { name: 'New' }, headers: { 'x-request-id': 'refused' } })
  expect(await lineOf('refused')).toMatchObject({ status: 401, route: '/pacticipants' })
  await broker.get('/nowhere', { 'x-request-id': 'lost' })
  expect(await lineOf('lost')).not.toHaveProperty('route')
})

test('probes are not worth a line', async () => {
  await broker.get('/health', { 'x-request-id': 'probe' })
  await broker.get('/pacticipants', { 'x-request-id': 'after' })
  await lineOf('after')
  expect(lines.filter(({ requestId }) => requestId === 'probe')).toEqual([])
})

test('no line holds a secret', () => {
  expect(JSON.stringify(lines)).not.toContain('to-hide')
  expect(JSON.stringify(lines)).not.toContain(authorization)
})
