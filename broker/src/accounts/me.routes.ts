import { me, paths } from '@tallystick/client/wire'
import { type Endpoint, endpoint, ok } from '../kernel/endpoint.ts'
import { personOf, teamsOf } from './caller.ts'
import { keepsAccounts } from './credentials.ts'
import { meHal } from './me.hal.ts'
import { findPerson, listMemberships } from './members.sql.ts'
import { listTeamReferences } from './teams.sql.ts'

export const meEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.me,
    summary: 'Says who asks, and what they may do',
    access: 'read',
    responses: { 200: me },
    errors: [],
    async handler({ context: { db, config, caller }, links }) {
      const uuid = personOf(caller)
      const person = uuid === undefined ? undefined : await findPerson(db, uuid)
      const teams = await listTeamReferences(db, teamsOf(caller.grants))
      const memberships = person ? await listMemberships(db, person.uuid) : []
      const known = { accounts: keepsAccounts(config), email: person?.email ?? null, memberships, teams }
      return ok(meHal(links, { caller, ...known }))
    },
  }),
]
