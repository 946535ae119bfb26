// Applications of teams, with people who have signed in: for the pages about who may do what.

import { sql } from 'kysely'
import { startSession } from '../../src/accounts/sessions.command.ts'
import { type Person, signedUp } from '../support/people.ts'
import { type TestBroker, startTestBroker } from '../support/server.ts'

/** The cookie of somebody who has signed in. */
async function sessionOf({ context, db }: TestBroker, { uuid }: Person): Promise<string> {
  const { rows } = await sql<{ id: number }>`select id from people where uuid = ${uuid}`.execute(db)
  return (await startSession(db, context, { personId: Number(rows[0]?.id) })).secret
}

/** A request of somebody. */
const asking =
  (broker: TestBroker) =>
  async ({ headers }: Person, method: string, path: string, body?: unknown) => {
    const reply = await broker.request(method, path, { headers, ...(body === undefined ? {} : { body }) })
    if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${reply.text}`)
    return reply
  }

/** An administrator, and a maintainer and a contributor of the team Checkout, to which the shop belongs. */
export async function startAccountsWorld() {
  const broker = await startTestBroker({ config: { access: 'accounts' } })
  const { db } = broker
  const grace = await signedUp(db, { name: 'Grace', isAdministrator: true })
  const ada = await signedUp(db, { name: 'Ada', teams: { Checkout: 'maintainer' } })
  const alan = await signedUp(db, { name: 'Alan', teams: { Checkout: 'contributor' } })
  const ask = asking(broker)
  await ask(grace, 'POST', '/teams', { name: 'Logistics' })
  for (const name of ['shop', 'orders', 'stock']) await ask(grace, 'POST', '/pacticipants', { name })
  await ask(grace, 'PUT', '/teams/Checkout/pacticipants/shop')
  await ask(grace, 'PUT', '/teams/Logistics/pacticipants/stock')
  await ask(grace, 'POST', '/environments', { name: 'production', displayName: 'Production', production: true })
  const sessions = {
    grace: await sessionOf(broker, grace),
    ada: await sessionOf(broker, ada),
    alan: await sessionOf(broker, alan),
  }
  return { broker, ask, grace, ada, alan, sessions }
}
