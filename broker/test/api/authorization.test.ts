// Who may what: each endpoint, asked by everybody, for what belongs to a team. golden/authorization.txt is for people to
// read; what follows must be so whatever it says.

import { beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '../../src/endpoints.ts'
import { nameOf } from '../support/bad-input.ts'
import { startRoleWorld } from '../support/role-world.ts'

let callers: readonly string[]
/** The statuses by caller, by the name of the endpoint. */
const statuses = new Map<string, ReadonlyMap<string, number>>()

// To read it is enough to be known: not everybody has to be asked, which takes long.
const readers = [
  'stranger',
  'known',
  'our maintainer',
  'their viewer',
  'their maintainer',
  'our token: read',
  'their token: administer',
  'read-only user',
  'user',
  'administrator',
]

beforeAll(async () => {
  const world = await startRoleWorld()
  callers = world.callers
  const asked = async (endpoint: (typeof endpoints)[number]) => {
    const found = new Map<string, number>()
    for (const caller of isRead(endpoint) ? readers : callers)
      found.set(caller, await world.statusFor(endpoint, caller))
    statuses.set(nameOf(endpoint), found)
  }
  const [reads, changes] = [endpoints.filter(isRead), endpoints.filter((one) => !isRead(one))]
  const inTurn = async (list: typeof endpoints) => {
    for (const endpoint of list) await asked(endpoint)
  }
  const third = Math.ceil(reads.length / 3)
  await Promise.all([
    inTurn(changes),
    ...[0, 1, 2].map((part) => inTurn(reads.slice(part * third, (part + 1) * third))),
  ])
  await world.stop()
}, 300_000)

const isRead = ({ method }: { readonly method: string }) => method === 'GET'
const isRefusal = (status: number) => status === 401 || status === 403

/** Not refused; what somebody must not know of is not found. */
function isAllowed(name: string, caller: string): boolean {
  const status = statuses.get(name)?.get(caller) ?? 0
  const best = statuses.get(name)?.get('administrator') ?? 0
  return !isRefusal(status) && (status !== 404 || best === 404)
}

const changing = endpoints.filter((one) => !isRead(one)).map(nameOf)
const allowedTo = (caller: string, names: readonly string[] = changing) =>
  names.filter((name) => isAllowed(name, caller))

/** What is sent with POST, and changes nothing that belongs to somebody else. */
const questions = [
  'POST /pacts/provider/{provider}/for-verification',
  'POST /sign-in/link',
  'POST /sign-out',
  'POST /trust-rules/try',
  'POST /webhooks/preview',
]

/** What is open to strangers: files that say nothing of what is kept here, whether the broker runs, and signing in. */
const open = [
  'GET /doc/style.css',
  'GET /hal-browser/browser.html',
  'GET /hal-browser/{file}',
  'GET /health',
  'GET /ready',
  'GET /sign-in/callback',
  'GET /sign-in/options',
  'GET /sign-in/provider',
  'POST /sign-in/link',
  'POST /sign-out',
]

describe('whatever is asked', () => {
  test('the broker has an answer', () => {
    const broken = [...statuses].flatMap(([name, found]) =>
      [...found].filter(([, status]) => status >= 500).map(([caller, status]) => `${name} ${caller} ${status}`),
    )
    expect(broken.filter((line) => !line.includes('/test/error'))).toEqual([])
  })

  test('an administrator and the user of the configuration get it', () => {
    const names = endpoints.map(nameOf)
    const refused = names.filter((name) => !isAllowed(name, 'administrator') || !isAllowed(name, 'user'))
    expect(refused).toEqual([])
  })

  test('it is asked rightly, where something is to be changed', () => {
    const wrong = changing.filter((name) => (statuses.get(name)?.get('administrator') ?? 0) >= 400)
    expect(wrong.filter((name) => !name.includes('/test/error'))).toEqual([])
  })

  test('strangers are asked who they are', () => {
    const names = endpoints.map(nameOf).filter((name) => statuses.get(name)?.get('stranger') !== 401)
    expect(names.toSorted()).toEqual(open)
  })

  test('who is known may read', () => {
    const reads = endpoints.filter((one) => isRead(one) && one.access !== 'administer').map(nameOf)
    const known = readers.filter((caller) => caller !== 'stranger')
    const refused = known.flatMap((caller) =>
      reads.filter((name) => isRefusal(statuses.get(name)?.get(caller) ?? 0)).map((name) => `${caller} ${name}`),
    )
    expect(refused).toEqual([])
  })
})

describe('what belongs to a team', () => {
  test.each(['known', 'our viewer', 'their viewer', 'our token: read', 'their token: read', 'read-only user'])(
    'is changed by no %s',
    (caller) => {
      expect(allowedTo(caller).toSorted()).toEqual(questions)
    },
  )

  test.each(['contributor', 'maintainer', 'token: administer'])('is not changed by %s of another team', (role) => {
    const ours = changing.filter((name) => /\{(pacticipant|consumer|provider|team|uuid|number)\}/.test(name))
    expect(allowedTo(`their ${role}`, ours).filter((name) => !questions.includes(name))).toEqual([])
  })

  test('is changed by its maintainers as by an administrator, but for what is of the whole broker', () => {
    const refused = changing.filter((name) => !isAllowed(name, 'our maintainer'))
    expect(refused.filter((name) => /\{(pacticipant|consumer|provider)\}/.test(name))).toEqual([])
  })

  test('can be changed less by a contributor than by a maintainer, and by no token that its scope is not for', () => {
    const maintained = allowedTo('our maintainer')
    expect(allowedTo('our contributor').filter((name) => !maintained.includes(name))).toEqual([])
    for (const { method, path, access } of endpoints) {
      if (method === 'GET' || access === 'own' || access === 'read' || access === 'public') continue
      const scopes = ['publish', 'verify', 'record', 'administer'].filter((scope) => {
        return isAllowed(`${method} ${path}`, `our token: ${scope}`)
      })
      expect([`${method} ${path}`, scopes.filter((scope) => scope !== access)]).toEqual([`${method} ${path}`, []])
    }
  })
})

const signs = ['?', '-', '0', '+'] as const

function signOf(name: string, caller: string): (typeof signs)[number] {
  const status = statuses.get(name)?.get(caller)
  if (status === 401) return '?'
  if (status === 403) return '-'
  return isAllowed(name, caller) ? '+' : '0'
}

const letterOf = (caller: string) => String.fromCodePoint(97 + callers.indexOf(caller))

test('the table of it is as it was', async () => {
  const legend = [
    '# Who gets what they ask for, where it belongs to a team. Made by broker/test/api/authorization.test.ts.',
    '#',
    '# + yes    - no (403)    ? not without saying who they are (401)    0 not shown to them (404)',
    '#',
    ...callers.map((caller) => `# ${letterOf(caller)}  ${caller}`),
  ]
  const part = (title: string, list: typeof endpoints, asked: readonly string[]) => [
    '',
    `# ${title}`,
    `#${asked.map(letterOf).join('').slice(1)}`,
    ...list
      .map((endpoint) => [nameOf(endpoint), `${endpoint.path} ${endpoint.method}`] as const)
      .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
      .map(([name, shown]) => `${asked.map((caller) => signOf(name, caller)).join('')}  ${shown}`),
  ]
  const text = [
    ...legend,
    ...part(
      'Changes, and what is asked with a body',
      endpoints.filter((one) => !isRead(one)),
      callers,
    ),
    ...part('Reading', endpoints.filter(isRead), readers),
  ]
  await expect(`${text.join('\n')}\n`).toMatchFileSnapshot('../golden/authorization.txt')
})
