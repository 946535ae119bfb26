// Security as a pipeline looks at it, against providers of Express on a real port: careful ones and careless ones.
import express, { type Express, type RequestHandler } from 'express'
import { describe, expect, test } from 'vitest'
import { replayHtml } from '../../src/replay/report-html.ts'
import { replayJunit } from '../../src/replay/report-junit.ts'
import { reportBlocks, reportJson } from '../../src/replay/report.ts'
import { runSecurity } from '../../src/replay/security.ts'
import { http, jsonBody, type } from '../provider/contracts.ts'
import { useProviders } from './support/providers.ts'

const { listening, replaying } = useProviders()

type Options = Partial<Parameters<typeof runSecurity>[0]>

async function look(app: Express, interactions: readonly object[], options: Options = {}) {
  return runSecurity({
    ...replaying(interactions),
    app: await listening(app),
    maxBodyMb: 1,
    timeoutMs: 2_000,
    ...options,
  })
}

type Report = Awaited<ReturnType<typeof look>>

/** `interaction: check → outcome`, with what is said. */
const outcomes = ({ findings }: Report) =>
  Object.fromEntries(
    findings.map(({ interaction, check, outcome, title }) => [check ?? interaction, `${outcome}: ${title}`]),
  )
const said = ({ findings }: Report) => findings.map(({ title, details }) => [title, ...details].join('\n')).join('\n')
const probesOf = ({ figures }: Report, outcome = 'failed') =>
  figures.findings.filter((one) => one.outcome === outcome).map(({ probe, says }) => `${says} ${probe}`)

const SECRET = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzaG9wIn0.c2lnbmF0dXJlLW9mLXNob3A'
const JSON_TYPE = { 'Content-Type': ['application/json'] }
const AUTHORIZED = { Authorization: [`Bearer ${SECRET}`] }

/** What Express says of errors by itself is for developers; providers in production say less. */
const silent: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) next(error)
  else response.status(error.status ?? 500).end()
}

function provider(define: (app: Express) => void, { json = true } = {}): Express {
  const app = express()
  if (json) app.use(express.json({ limit: '100kb', strict: false }))
  define(app)
  app.use(silent)
  return app
}

const guard: RequestHandler = (request, response, next) => {
  if (request.headers.authorization === `Bearer ${SECRET}`) next()
  else response.sendStatus(401)
}

const items = http({
  description: 'all items',
  request: { path: '/items', query: { page: ['1'] }, headers: AUTHORIZED },
})
const addItem = http({
  description: 'a new item',
  request: {
    method: 'POST',
    path: '/items',
    ...jsonBody({ name: 'pen', count: 3 }),
    headers: { ...AUTHORIZED, ...JSON_TYPE },
  },
  response: { status: 201 },
})

describe('credentials', () => {
  test('a provider that checks them, and withstands the rest, passes', async () => {
    const app = provider((it) => {
      it.get('/items', guard, (_request, response) => void response.json([]))
      it.post('/items', guard, (request, response) => {
        response.sendStatus(typeof request.body?.name === 'string' ? 201 : 400)
      })
    })
    const report = await look(app, [items, addItem])
    expect(said(report)).not.toMatch(/it /)
    expect(report.success).toBe(true)
    expect(report.summary[0]).toMatch(/^\d+ probes: 0 failed, 6 passed\.$/)
    expect(report.figures.probes.sent).toBeGreaterThan(60)
  })

  test('a provider that forgets to ask for them fails', async () => {
    const app = provider((it) => it.get('/items', (_request, response) => void response.json([])))
    const report = await look(app, [items])
    expect(report.success).toBe(false)
    expect(outcomes(report)).toMatchObject({
      credentials: expect.stringMatching(/^failed: it answers 200 where credentials are missing or broken/),
      'malformed input': expect.stringMatching(/^passed/),
    })
    expect(probesOf(report)).toContain('answers 200 without credentials')
  })

  test('a provider that does not look at the signature fails for broken ones alone', async () => {
    const careless: RequestHandler = (request, response, next) => {
      const [, claims] = request.headers.authorization?.match(/^Bearer [^.]+\.([^.]+)\./) ?? []
      if (claims === SECRET.split('.')[1]) next()
      else response.sendStatus(401)
    }
    const app = provider((it) => it.get('/items', careless, (_request, response) => void response.json([])))
    expect(probesOf(await look(app, [items]))).toEqual([
      'answers 200 with a token with another signature as Authorization',
      'answers 200 with a token without its signature as Authorization',
      'answers 200 with a token that says it needs no signature as Authorization',
    ])
  })

  test('headers given for all requests are credentials, and so are those that are named', async () => {
    const app = provider((it) => it.get('/items', (_request, response) => void response.json([])))
    const open = http({ request: { path: '/items', headers: { 'X-Tenant': ['blue'] } } })
    const given = await look(app, [open], { headers: { 'X-Pass': 'abcdef', 'Accept-Language': 'en' } })
    expect(probesOf(given)).toContain('answers 200 with an empty value as X-Pass')
    expect(probesOf(given).join()).not.toMatch(/Accept-Language/)
    const named = await look(app, [open], { credentials: ['x-tenant'] })
    expect(probesOf(named)).toContain('answers 200 with another value as X-Tenant')
  })

  test('interactions without any are public, and it is said when all are', async () => {
    const app = provider((it) => it.get('/items', (_request, response) => void response.json([])))
    const report = await look(app, [http({ description: 'open', request: { path: '/items' } })])
    expect(report.success).toBe(true)
    expect(report.figures.public).toEqual(['open'])
    expect(outcomes(report)).toMatchObject({ credentials: expect.stringMatching(/^warned: no request has any/) })
    const told = await look(app, [items], { public: '^all' })
    expect(told.success).toBe(true)
    expect(told.summary).toContain("Public, since anybody may ask: 'all items'.")
  })

  test('interactions that expect a refusal or a failure are not probed', async () => {
    const app = provider((it) => it.get('/items', (_request, response) => void response.sendStatus(401)))
    const report = await look(app, [
      http({ description: 'nobody', request: { path: '/items' }, response: { status: 401 } }),
      http({ description: 'down', request: { path: '/items' }, response: { status: 503 } }),
    ])
    expect(report).toMatchObject({ success: true, findings: [] })
    expect(report.summary).toContain("Not probed, since a refusal or a failure is what is expected: 'nobody', 'down'.")
  })

  test('a redirect to a sign-in is a refusal, another is worth a look', async () => {
    const to = (address: string) =>
      provider((it) =>
        it.get('/items', (request, response) => {
          if (request.headers.authorization === `Bearer ${SECRET}`) response.json([])
          else response.redirect(address)
        }),
      )
    expect((await look(to('/login?back=/items'), [items])).figures.findings).toEqual([])
    const elsewhere = await look(to('/v2/items'), [items])
    expect(elsewhere.success).toBe(true)
    expect(probesOf(elsewhere, 'warned')[0]).toMatch(/answers 302, which does not lead to a sign-in/)
  })
})

describe('malformed and oversized input', () => {
  test('a 500 for JSON that is malformed fails, with the command that shows it', async () => {
    const app = provider(
      (it) => {
        it.use(express.text({ type: () => true, limit: '10mb' }))
        it.post('/items', (request, response) => {
          JSON.parse(request.body)
          response.sendStatus(201)
        })
      },
      { json: false },
    )
    const report = await look(app, [http({ ...addItem, request: { ...addItem.request, headers: {} } })])
    expect(report.success).toBe(false)
    expect(probesOf(report)).toContain('answers 500 with a body that is cut off')
    expect(said(report)).toMatch(/curl -gi -X POST --path-as-is 'http:.*' --data-binary '\{"name":"pen'\n/)
  })

  test('a connection that is cut without an answer fails; for something oversized it is a refusal', async () => {
    const app = provider((it) =>
      it.get('/items', (request, response) => {
        if (request.url.length > 10_000) request.socket.destroy()
        else if (request.query['page'] === '\'"`') request.socket.destroy()
        else response.json([])
      }),
    )
    const report = await look(app, [items], { public: '.' })
    expect(probesOf(report)).toEqual([`cuts the connection without an answer with quotes as 'page' in the query`])
  })

  test('an answer that does not come in time fails, and a few are enough', async () => {
    const app = provider((it) =>
      it.get('/items', (request, response) => {
        if (request.query['page'] === '1') response.json([])
      }),
    )
    const report = await look(app, [items], { public: '.', timeoutMs: 150 })
    expect(new Set(probesOf(report).map((says) => says.slice(0, 23)))).toEqual(new Set(['does not answer in time']))
    expect(outcomes(report)['all probes']).toMatch(
      /^warned: only \d+ of \d+ probes were sent: 3 probes were not answered/,
    )
  })

  test('a stack in an answer fails, whatever its status', async () => {
    const app = express()
    app.use(express.json())
    app.post('/items', guard, (_request, response) => void response.sendStatus(201))
    const report = await look(app, [addItem])
    expect(outcomes(report)['malformed input']).toMatch(/^failed: it shows a stack of JavaScript to malformed input/)
    expect(said(report)).toMatch(/→ at .*body-parser/)
  })

  test('more probes than wanted are left out, some of each kind, and it is said', async () => {
    const app = provider((it) => it.post('/items', guard, (_request, response) => void response.sendStatus(201)))
    const report = await look(app, [addItem], { maxProbes: 20 })
    expect(report.figures.probes.sent).toBe(20)
    expect(report.summary.join()).toMatch(/Left out: \d+ probes, since 20 are the most/)
    expect(Object.keys(outcomes(report))).toEqual(['credentials', 'malformed input', 'oversized input'])
  })
})

describe('states', () => {
  test('are set up for the interaction, and anew for each request that changes something', async () => {
    const told: string[] = []
    const stock = new Map<string, number>()
    const app = provider((it) => {
      it.get('/items/1', guard, (_request, response) => void response.sendStatus(stock.has('1') ? 200 : 404))
      it.delete('/items/:id', (request, response) => {
        if (stock.delete(request.params.id)) response.sendStatus(204)
        else response.sendStatus(404)
      })
    })
    const states = [{ name: 'an item', params: { id: '1' } }]
    const read = http({ description: 'read', states, request: { path: '/items/1', headers: AUTHORIZED } })
    const remove = http({
      description: 'remove',
      states,
      request: { method: 'DELETE', path: '/items/1', headers: AUTHORIZED },
      response: { status: 204 },
    })
    const report = await look(app, [read, remove], {
      states: ({ name }, action) => {
        told.push(`${action} ${name}`)
        if (action === 'setup') stock.set('1', 1)
        else stock.clear()
      },
    })
    // All that delete without the right credentials are found, since the item is there each time.
    const found = probesOf(report)
    expect(found).toContain('answers 204 without credentials')
    expect(found).toContain('answers 204 with its scheme alone as Authorization')
    const removals = report.figures.probes.sent
    expect(told.filter((says) => says === 'setup an item').length).toBeGreaterThan(20)
    expect(told.filter((says) => says.startsWith('setup')).length).toBe(told.length / 2)
    expect(removals).toBeGreaterThan(told.length / 2)
  })

  test('a state or an answer that is not as expected leaves an interaction out, and all of them fail the run', async () => {
    const app = provider((it) => it.get('/items', (_request, response) => void response.json([])))
    const missing = http({ description: 'missing', request: { path: '/nothing', headers: AUTHORIZED } })
    const report = await look(app, [missing])
    expect(outcomes(report)).toEqual({
      missing: 'warned: it could not be played, so it was not probed: the provider answered 404 in place of 200',
      'all interactions': 'failed: none could be played, so nothing was probed: are its states set up?',
    })
    const states = () => {
      throw new Error('no database')
    }
    const unset = await look(app, [http({ ...items, providerStates: [{ name: 'some' }] })], { states })
    expect(said(unset)).toMatch(/could not be set up: no database/)
  })
})

test('what is only announced fails nothing', async () => {
  const app = provider((it) => it.get('/items', (_request, response) => void response.json([])))
  const report = await look(app, [{ ...items, pending: true }])
  expect(report.success).toBe(true)
  expect(outcomes(report)['credentials']).toMatch(/^warned/)
})

test('an app that does not listen is served, and a run that is ended says so', async () => {
  const app = provider((it) => it.get('/items', guard, (_request, response) => void response.json([])))
  const controller = new AbortController()
  const report = await look(app, [items, { ...items, description: 'again' }], {
    app,
    signal: controller.signal,
    onProgress: () => controller.abort(),
  })
  expect(report.summary.join()).toMatch(/The run was ended: 1 interaction was not probed/)
})

test('what must stay secret is in no report', async () => {
  const planted = {
    token: 'planted-token-4711',
    password: 'planted-password-4712',
    cookie: 'planted-cookie-4713',
    key: 'planted-key-4714',
    body: 'planted-body-4715',
    header: 'planted-header-4716',
  }
  // Repeats all that it is asked, as error pages of developers do.
  const app = provider(
    (it) =>
      it.use(express.text({ type: () => true, limit: '10mb' }), (request, response) => {
        const basic = Buffer.from(request.headers.authorization?.split(' ')[1] ?? '', 'base64').toString()
        const all = `at /srv/app.js:1:1 ${request.url} ${JSON.stringify(request.headers)} ${basic} ${request.body}`
        const isAsExpected = request.body === JSON.stringify({ name: 'pen', password: planted.body })
        if (isAsExpected && request.url.endsWith(planted.key)) response.sendStatus(200)
        else response.status(500).send(`Error\n    ${all}`)
      }),
    { json: false },
  )
  const body = jsonBody({ name: 'pen', password: planted.body })
  const common = { method: 'POST', path: '/items', query: { api_key: [planted.key] }, ...body }
  const basic = Buffer.from(`shop:${planted.password}`).toString('base64')
  const report = await look(
    app,
    [
      http({
        description: 'one',
        request: { ...common, headers: { Authorization: [`Basic ${basic}`], ...body.headers } },
      }),
      http({
        description: 'two',
        request: { ...common, headers: { Cookie: [`session=${planted.cookie}`], ...body.headers } },
      }),
      http({
        description: 'three',
        request: { ...common, headers: { 'X-Api-Key': [planted.token], ...body.headers } },
      }),
    ],
    { headers: { 'X-Internal': planted.header } },
  )
  expect(report.figures.findings.length).toBeGreaterThan(100)
  const forms = [
    JSON.stringify(reportJson(report)),
    JSON.stringify(reportBlocks(report)),
    replayHtml(report),
    replayJunit(report),
  ]
  for (const form of forms) {
    expect(form).toContain('[redacted]')
    for (const secret of [...Object.values(planted), basic]) {
      // Most of it would be enough to guess the rest.
      expect(form).not.toContain(secret.slice(0, -5))
      expect(form).not.toContain(secret.slice(5))
    }
  }
})

test('an Express app answers with JSON as the contract has it', async () => {
  const app = provider((it) => it.get('/items', guard, (_request, response) => void response.json([{ id: '1' }])))
  const typed = http({ ...items, response: jsonBody([{ id: '2' }], { '$[*].id': type }) })
  expect((await look(app, [typed])).success).toBe(true)
})
