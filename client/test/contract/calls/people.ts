import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import { createdPerson, people, person, signInLink, signInOptions, signedIn } from '../../../src/wire/index.ts'
import { at, example, linkTo, refusal } from '../support/answers.ts'
import { call, gives, hal, isRefused } from '../support/tally.ts'

const personUuid = '0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1'
const secret = '3cL0kq7c6oZ2o0m1b9dJm1nYw8m6c1uV5sYx2tQeRzA'
const USED = 'This link was used already, has expired, or was replaced. An administrator can make another one.'
const invited = { name: 'somebody who signs in by a link', params: { name: 'Ada', email: 'ada@example.org' } }

const ada = person.extend({ name: z.literal('Ada'), email: z.literal('ada@example.org'), signsIn: z.literal('link') })
const value = {
  uuid: personUuid,
  name: 'Ada',
  email: 'ada@example.org',
  administrator: false,
  disabled: false,
  signsIn: 'link',
  teams: [],
  createdAt: at,
  lastSeenAt: null,
  _links: linkTo(`/people/${personUuid}`),
}
const link = { url: `http://broker.example.org/sign-in#link=${secret}`, expiresAt: at }
const known = signInLink.extend({ url: z.string().regex(/\/sign-in#link=[\w-]{43}$/) })
const ofAda = fromState('/people/${personUuid}', `/people/${personUuid}`)

describe('signing in', () => {
  gives(
    call('how one signs in, where nobody is asked', {
      request: { path: '/sign-in/options' },
      response: {
        body: hal(
          example(signInOptions.extend({ mode: z.literal('open'), provider: z.null(), person: z.null() }), {
            mode: 'open',
            provider: null,
            person: null,
            _links: {},
          }),
        ),
      },
    }),
    (broker) => broker.findSignInOptions(),
  )

  gives(
    call('signing in by a link', {
      states: invited,
      request: {
        method: 'POST',
        path: '/sign-in/link',
        body: { secret: fromState('${linkSecret}', secret) },
      },
      response: {
        body: hal(
          example(signedIn.extend({ person: z.object({ uuid: z.string(), name: z.literal('Ada') }) }), {
            person: { uuid: personUuid, name: 'Ada' },
            expiresAt: at,
            _links: {},
          }),
        ),
      },
    }),
    (broker) => broker.signInByLink({ secret }),
  )

  isRefused(
    call('signing in by a link that was used', {
      request: { method: 'POST', path: '/sign-in/link', body: { secret } },
      response: { status: 403, body: hal(refusal(USED)) },
    }),
    (broker) => broker.signInByLink({ secret }),
    { status: 403, message: USED },
  )

  gives(
    call('signing out', {
      request: { method: 'POST', path: '/sign-out' },
      response: { body: hal(example(z.object({ continueAt: z.null() }), { continueAt: null })) },
    }),
    (broker) => broker.signOut(),
  )
})

describe('people', () => {
  gives(
    call('somebody new', {
      request: { method: 'POST', path: '/people', body: { name: 'Ada', email: 'ada@example.org' } },
      response: {
        status: 201,
        body: hal(example(createdPerson.extend({ ...ada.shape, signInLink: known }), { ...value, signInLink: link })),
      },
    }),
    (broker) => broker.createPerson({ name: 'Ada', email: 'ada@example.org' }),
  )

  gives(
    call('the people with an e-mail address', {
      states: invited,
      request: { path: '/people', query: { q: 'ada@' } },
      response: {
        body: hal(
          people.extend({
            _embedded: z.object({ people: z.tuple([example(ada, value)]) }),
            _links: z.object({}),
          }),
        ),
      },
    }),
    (broker) => broker.listPeople({ q: 'ada@' }),
  )

  gives(
    call('somebody', {
      states: invited,
      request: { path: ofAda },
      response: { body: hal(example(ada, value)) },
    }),
    (broker) => broker.findPerson(personUuid),
  )

  gives(
    call('somebody who is disabled', {
      states: invited,
      request: {
        method: 'PATCH',
        path: ofAda,
        headers: { 'Content-Type': 'application/merge-patch+json' },
        body: { disabled: true },
      },
      response: { body: hal(example(ada.extend({ disabled: z.literal(true) }), { ...value, disabled: true })) },
    }),
    (broker) => broker.changePerson(personUuid, { disabled: true }),
  )

  gives(
    call('another link for somebody', {
      states: invited,
      request: {
        method: 'POST',
        path: fromState('/people/${personUuid}/sign-in-link', `/people/${personUuid}/sign-in-link`),
      },
      response: { body: hal(example(known, link)) },
    }),
    (broker) => broker.createSignInLink(personUuid),
  )
})
