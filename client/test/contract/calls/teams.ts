import { describe } from 'vitest'
import { z } from 'zod'
import { fromState } from '../../../src/consumer/index.ts'
import { member, team, teams } from '../../../src/wire/index.ts'
import { at, example, linkTo, refusal } from '../support/answers.ts'
import { call, gives, hal, isRefused } from '../support/tally.ts'

const teamUuid = '3d2b0a53-7d5f-4b3a-8f0b-6c1f0f7a9d11'
const personUuid = '0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1'

const known = { name: 'a team', params: { team: 'Checkout' } }
const owning = { name: 'a team with an application', params: { team: 'Checkout', pacticipant: 'Shop' } }
const staffed = { name: 'a team with a member', params: { team: 'Checkout', person: 'Ada', role: 'viewer' } }

const inBrief = {
  uuid: teamUuid,
  name: 'Checkout',
  members: 0,
  pacticipants: 0,
  createdAt: at,
  _links: linkTo(`/teams/${teamUuid}`),
}
const checkout = team.extend({ name: z.literal('Checkout') })
const roles = [{ role: 'viewer', says: 'Sees everything.' }]
const alone = example(checkout, { ...inBrief, roles, _embedded: { members: [], pacticipants: [] } })
const none = z.array(z.unknown()).max(0)

const shop = { name: 'Shop', _links: {} }
const withShop = example(
  checkout.extend({
    _embedded: z.object({
      members: none,
      pacticipants: z.tuple([z.object({ name: z.literal('Shop'), _links: z.object({}) })]),
    }),
  }),
  { ...inBrief, roles, pacticipants: 1, _embedded: { members: [], pacticipants: [shop] } },
)

const ada = {
  uuid: personUuid,
  name: 'Ada',
  email: 'ada@example.org',
  role: 'maintainer',
  fromGroup: false,
  _links: {},
}
const withAda = example(
  checkout.extend({
    _embedded: z.object({
      members: z.tuple([member.extend({ name: z.literal('Ada'), role: z.literal('maintainer') })]),
      pacticipants: none,
    }),
  }),
  { ...inBrief, roles, members: 1, _embedded: { members: [ada], pacticipants: [] } },
)

const byName = (path = '') => `/teams/Checkout${path}`
const ofAda = fromState(byName('/members/${personUuid}'), byName(`/members/${personUuid}`))

describe('teams', () => {
  gives(
    call('a new team', {
      request: { method: 'POST', path: '/teams', body: { name: 'Checkout' } },
      response: { status: 201, body: hal(alone) },
    }),
    (broker) => broker.createTeam({ name: 'Checkout' }),
  )

  isRefused(
    call('a new team with a name that is taken', {
      states: known,
      request: { method: 'POST', path: '/teams', body: { name: 'CHECKOUT' } },
      response: { status: 409, body: hal(refusal("There is a team with the name 'CHECKOUT' already")) },
    }),
    (broker) => broker.createTeam({ name: 'CHECKOUT' }),
    { status: 409, message: "There is a team with the name 'CHECKOUT' already" },
  )

  gives(
    call('the teams with a name', {
      states: known,
      request: { path: '/teams', query: { q: 'check' } },
      response: {
        body: hal(
          example(teams.extend({ _links: z.object({}) }), {
            _embedded: { teams: [inBrief] },
            page: { number: 1, size: 100, totalElements: 1, totalPages: 1 },
            _links: {},
          }),
        ),
      },
    }),
    (broker) => broker.listTeams({ q: 'check' }),
  )

  gives(
    call('a team with its applications', {
      states: owning,
      request: { path: byName() },
      response: { body: hal(withShop) },
    }),
    (broker) => broker.findTeam('Checkout'),
  )

  gives(
    call('another name for a team', {
      states: { name: 'a team', params: { team: 'Orders' } },
      request: { method: 'PUT', path: '/teams/Orders', body: { name: 'Checkout' } },
      response: { body: hal(alone) },
    }),
    (broker) => broker.renameTeam('Orders', { name: 'Checkout' }),
  )

  gives(
    call('a team that is deleted', {
      states: known,
      request: { method: 'DELETE', path: byName() },
      response: { status: 204 },
    }),
    (broker) => broker.deleteTeam('Checkout'),
  )
})

describe('what is in a team', () => {
  gives(
    call('another role of a member', {
      states: staffed,
      request: { method: 'PUT', path: ofAda, body: { role: 'maintainer' } },
      response: { body: hal(withAda) },
    }),
    (broker) => broker.setTeamMember({ team: 'Checkout', person: personUuid }, 'maintainer'),
  )

  gives(
    call('a member who leaves', {
      states: staffed,
      request: { method: 'DELETE', path: ofAda },
      response: { status: 204 },
    }),
    (broker) => broker.removeTeamMember({ team: 'Checkout', person: personUuid }),
  )

  gives(
    call('an application that a team takes', {
      states: [known, { name: 'an application', params: { name: 'Shop' } }],
      request: { method: 'PUT', path: byName('/pacticipants/Shop') },
      response: { body: hal(withShop) },
    }),
    (broker) => broker.addToTeam({ team: 'Checkout', pacticipant: 'Shop' }),
  )

  gives(
    call('an application that a team lets go', {
      states: owning,
      request: { method: 'DELETE', path: byName('/pacticipants/Shop') },
      response: { status: 204 },
    }),
    (broker) => broker.removeFromTeam({ team: 'Checkout', pacticipant: 'Shop' }),
  )
})
