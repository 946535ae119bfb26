// Two versions of a provider, of Express on real ports, and what tells them apart.
import express, { type Express } from 'express'
import { describe, expect, test } from 'vitest'
import { runAgainst } from '../../src/replay/against.ts'
import { replayHtml } from '../../src/replay/report-html.ts'
import { replayJunit } from '../../src/replay/report-junit.ts'
import { reportBlocks, reportJson } from '../../src/replay/report.ts'
import { http, jsonBody, type } from '../provider/contracts.ts'
import { useProviders } from './support/providers.ts'

const { listening, replaying } = useProviders()

type Options = Partial<Parameters<typeof runAgainst>[0]>

/** The interactions, sent to both. */
async function compare(apps: readonly [Express, Express], interactions: readonly object[], options: Options = {}) {
  return runAgainst({
    ...replaying(interactions),
    app: await listening(apps[0]),
    against: await listening(apps[1]),
    timeoutMs: 1_000,
    ...options,
  })
}

/** A provider that answers every request with that. */
const answering = (body: unknown, status = 200) => {
  const app = express()
  app.use((_request, response) => void response.status(status).json(body))
  return app
}

type Report = Awaited<ReturnType<typeof compare>>
const found = ({ findings }: Report) => findings.map(({ outcome, title }) => `${outcome}: ${title}`)
const details = ({ findings }: Report) => findings.flatMap((finding) => finding.details)

const pen = { id: '1', name: 'pen', price: 3 }
const typed = jsonBody(pen, { '$.id': type, '$.name': type, '$.price': type })
const item = http({ request: { path: '/items/1' }, response: typed })
const exact = http({ request: { path: '/items/1' }, response: jsonBody(pen) })

describe('two versions', () => {
  test('that answer alike pass, and how long they took is told', async () => {
    const report = await compare([answering(pen), answering({ ...pen, price: 9 })], [item])
    expect(found(report)).toEqual(['passed: both answer alike'])
    expect(report.tables[0]?.rows[0]).toEqual([
      'a request',
      expect.stringMatching(/ ms$/),
      expect.stringMatching(/ ms$/),
      expect.stringMatching(/^[\d.]+×$/),
    ])
    expect(report.figures.interactions).toEqual([
      {
        consumer: 'shop',
        interaction: 'a request',
        outcome: 'passed',
        status: [200, 200],
        durationMs: [expect.any(Number), expect.any(Number)],
        mismatches: [0, 0],
        differences: [],
      },
    ])
  })

  test('of which one lost a property fail, path by path', async () => {
    const { name: _name, ...rest } = pen
    const report = await compare([answering(pen), answering(rest)], [item])
    expect(report.success).toBe(false)
    expect(found(report)).toEqual(['failed: 1 difference, and only the other provider does not keep the contract'])
    expect(details(report)).toEqual([
      '✗ body $.name is only in one',
      '    this   "pen"',
      '    other  nothing',
      'Only the other provider does not keep the contract:',
      '  body $.name: name is missing',
    ])
  })

  test('of which one has another type fail', async () => {
    const report = await compare([answering({ ...pen, price: '3' }), answering(pen)], [item])
    expect(found(report)).toEqual(['failed: 1 difference, and only this provider does not keep the contract'])
    expect(details(report).slice(0, 3)).toEqual([
      '✗ body $.price has another type (string, number)',
      '    this   "3"',
      '    other  3',
    ])
  })

  test('of which one has another value are shown, and fail where only one keeps the contract', async () => {
    const more = (stock: number) => answering({ ...pen, stock })
    const shown = await compare([more(1), more(2)], [item])
    expect(found(shown)).toEqual(['warned: 1 difference'])
    expect(details(shown)[0]).toBe('! body $.stock has another value, which no consumer reads here')
    const broken = await compare([answering(pen), answering({ ...pen, price: 4 })], [exact])
    expect(found(broken)).toEqual(['failed: 1 difference, and only the other provider does not keep the contract'])
    const neither = await compare([answering({ ...pen, price: 5 }), answering({ ...pen, price: 4 })], [exact])
    expect(found(neither)).toEqual(['warned: 1 difference, and neither keeps the contract'])
  })

  test('must have the same values where it is asked for, but for what is ignored', async () => {
    const apps = [answering({ ...pen, at: { on: 1 } }), answering({ ...pen, price: 4, at: { on: 2 } })] as const
    expect(found(await compare(apps, [item], { strict: true }))).toEqual(['failed: 2 differences'])
    const ignoring = await compare(apps, [item], { strict: true, ignore: ['$..on', '$.price'] })
    expect(ignoring.success).toBe(true)
    expect(ignoring.settings).toContainEqual(['ignored', '$..on, $.price'])
    await expect(compare(apps, [item], { ignore: ['price'] })).rejects.toThrow(/no path to ignore: it must look like/)
  })

  test('with another status fail, and no more is compared', async () => {
    const report = await compare([answering(pen), answering({ error: 'gone' }, 404)], [item])
    expect(details(report).slice(0, 3)).toEqual(['✗ status is another', '    this   200', '    other  404'])
    expect(report.figures.interactions[0]?.differences).toHaveLength(1)
  })

  test('that both break the contract alike are worth a look', async () => {
    const missing = answering({ error: 'none' }, 404)
    const states = [{ name: 'an item' }]
    const report = await compare([missing, answering({ error: 'none' }, 404)], [{ ...item, providerStates: states }])
    expect(report.success).toBe(true)
    expect(found(report)).toEqual(['warned: neither keeps the contract'])
    expect(details(report)[0]).toBe('Neither keeps the contract: are both in the states that it needs?')
  })

  test('of which one does not answer fail', async () => {
    const cutting = express()
    cutting.use((request) => void request.socket.destroy())
    const report = await compare(
      [answering(pen), cutting],
      [item, { ...item, description: 'announced', pending: true }],
    )
    expect(found(report)).toEqual([
      expect.stringMatching(/^failed: only the other provider did not answer: /),
      expect.stringMatching(/^warned: only the other provider did not answer: /),
    ])
    const neither = await compare([cutting, cutting], [item])
    expect(found(neither)).toEqual([expect.stringMatching(/^warned: neither provider answered: /)])
  })
})

describe('each of the two', () => {
  test('is in its own states, with their values', async () => {
    const told: string[] = []
    const states = (side: string) => ({
      'an item': {
        setUp: () => {
          told.push(`${side} on`)
          return { id: side }
        },
        tearDown: () => void told.push(`${side} off`),
      },
    })
    const asked: string[] = []
    const app = () => {
      const it = express()
      it.get('/items/:id', (request, response) => {
        asked.push(request.params.id)
        response.json(pen)
      })
      return it
    }
    const request = {
      method: 'GET',
      path: '/items/1',
      generators: { path: { type: 'ProviderState', expression: '/items/${id}' } },
    }
    const report = await compare([app(), app()], [{ ...item, request, providerStates: [{ name: 'an item' }] }], {
      states: states('this'),
      againstStates: states('other'),
    })
    expect(report.success).toBe(true)
    expect(asked).toEqual(['this', 'other'])
    expect(told).toEqual(['this on', 'this off', 'other on', 'other off'])
  })

  test('that cannot be in a state leaves the interaction out', async () => {
    const report = await compare(
      [answering(pen), answering(pen)],
      [{ ...item, providerStates: [{ name: 'an item' }] }],
      {
        againstStates: () => {
          throw new Error('no database')
        },
      },
    )
    expect(found(report)).toEqual([expect.stringMatching(/^warned: it could not be played: .*no database/)])
  })

  test('is sent its own headers, and must be there', async () => {
    const asked: unknown[] = []
    const app = express()
    app.use((request, response) => {
      asked.push(request.headers.authorization)
      response.json(pen)
    })
    const options = { headers: { authorization: 'Bearer one' } }
    await compare([app, app], [item], options)
    await compare([app, app], [item], { ...options, againstHeaders: { authorization: 'Bearer other' } })
    expect(asked).toEqual(['Bearer one', 'Bearer one', 'Bearer one', 'Bearer other'])
    await expect(compare([app, app], [item], { against: 'http://127.0.0.1:1' })).rejects.toThrow(/cannot be reached/)
  })
})

test('what must stay secret is in no report', async () => {
  const planted = [
    'planted-token-4711',
    'planted-key-4712',
    'planted-session-4713',
    'plantedword',
    'planted-extra-4714',
  ]
  const app = (more: object, session: string) => {
    const it = express()
    it.use((request, response) => {
      response.set('Set-Cookie', `session=${session}; Path=/`)
      response.json({ ...pen, echo: `${request.url} ${request.headers.authorization}`, ...more })
    })
    return it
  }
  const asked = http({
    request: { path: '/items/1', query: { api_key: [planted[1] ?? ''] } },
    response: { ...typed, headers: { 'Set-Cookie': ['session=1'] } },
  })
  const report = await compare(
    [
      app({ access_token: planted[3], nested: { password: planted[4] } }, planted[2] ?? ''),
      app({ access_token: 'another', echo: 'nothing' }, 'another-session'),
    ],
    [asked],
    { headers: { Authorization: `Bearer ${planted[0]}` } },
  )
  expect(report.figures.interactions[0]?.differences.length).toBeGreaterThan(3)
  const forms = [
    JSON.stringify(reportJson(report)),
    JSON.stringify(reportBlocks(report)),
    replayHtml(report),
    replayJunit(report),
  ]
  for (const form of forms) {
    expect(form).toContain('[redacted]')
    for (const secret of planted) expect(form).not.toContain(secret)
  }
})
