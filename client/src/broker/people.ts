import { expand, paths } from '../wire/paths.ts'
import {
  type CreatedPerson,
  type People,
  type Person,
  type PersonChanges,
  type PersonDetails,
  type SignInLink,
  createdPerson,
  people,
  person,
  signInLink,
} from '../wire/people.ts'
import { call, find, queryString } from './call.ts'
import type { PartOfList } from './retention.ts'
import type { Transport } from './transport.ts'

/** Which people are wanted; all without it. */
export interface PeopleQuestion extends PartOfList {
  /** Part of a name or an e-mail address. */
  readonly q?: string | undefined
}

export function peopleCalls(transport: Transport) {
  return {
    /**
     * Makes somebody known who is to sign in without an identity provider. The answer has the link for it, which the
     * broker never shows again. Only Tallystick answers it.
     *
     * @example
     * const { signInLink, signsIn } = await broker.createPerson({ name: 'Ada', email: 'ada@example.org' })
     * signInLink.url.includes('/sign-in#link=') // → true
     * signsIn // → 'link'
     */
    createPerson(details: PersonDetails): Promise<CreatedPerson> {
      return call(transport, { method: 'POST', url: paths.people, body: details, answer: createdPerson })
    },

    /**
     * The people that the broker knows, by name; 100 to a page unless told otherwise. Only Tallystick answers it.
     *
     * @example
     * const { _embedded } = await broker.listPeople({ q: 'ada@' })
     * _embedded.people.map(({ name }) => name) // → ['Ada']
     */
    listPeople({ q, page, size }: PeopleQuestion = {}): Promise<People> {
      const asked = { q, page: page?.toString(), size: size?.toString() }
      return call(transport, { method: 'GET', url: paths.people + queryString(Object.entries(asked)), answer: people })
    },

    /**
     * Somebody by their UUID; undefined where there is nobody. Only Tallystick answers it.
     *
     * @example
     * await broker.findPerson('0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1') // → undefined
     */
    findPerson(uuid: string): Promise<Person | undefined> {
      return find(transport, { method: 'GET', url: expand(paths.person, { uuid }), answer: person })
    },

    /**
     * Makes somebody an administrator or none any more, and lets them in or keeps them out. Refused for the last
     * administrator. Only Tallystick answers it.
     *
     * @example
     * const [ada] = (await broker.listPeople({ q: 'Ada' }))._embedded.people
     * const { disabled } = await broker.changePerson(ada?.uuid ?? '', { disabled: true })
     * disabled // → true
     */
    changePerson(uuid: string, changes: PersonChanges): Promise<Person> {
      const contentType = 'application/merge-patch+json'
      const url = expand(paths.person, { uuid })
      return call(transport, { method: 'PATCH', url, body: changes, contentType, answer: person })
    },

    /**
     * Another link for somebody who signs in by links; the ones before are good for nothing from then on. Only Tallystick
     * answers it.
     *
     * @example
     * const { uuid } = await broker.createPerson({ name: 'Grace' })
     * const { url } = await broker.createSignInLink(uuid)
     * url.includes('/sign-in#link=') // → true
     */
    createSignInLink(uuid: string): Promise<SignInLink> {
      return call(transport, { method: 'POST', url: expand(paths.personSignInLink, { uuid }), answer: signInLink })
    },
  }
}
