import { randomUUID } from 'node:crypto'
import { type PersonChanges, type PersonDetails, pages } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { transaction } from '../kernel/transaction.ts'
import { isDisabled, lastAdministrator, personNotFound, signsInWithProvider } from './accounts.errors.ts'
import { recordAudit } from './audit.command.ts'
import { LINK_ISSUER } from './identity.ts'
import {
  type PersonRow,
  findPersonRow,
  insertPerson,
  lockAdministrators,
  lockPerson,
  updateStanding,
} from './people.sql.ts'
import { deleteSessionsOf } from './sessions.sql.ts'
import { newSecret } from './sessions.command.ts'
import { deleteSignInLinksOf, insertSignInLink } from './sign-in-links.sql.ts'
import { hashOfSecret } from './tokens.command.ts'

const HOUR_MS = 3_600_000

/** It has to reach people, by whatever way: over a weekend as well. */
const LINK_HOURS = 72

export interface MadeLink {
  readonly url: string
  readonly expiresAt: Date
}

const subjectOf = ({ name }: Pick<PersonRow, 'name'>) => ({ kind: 'person' as const, name })

export async function getPerson(db: Connection, uuid: string): Promise<PersonRow> {
  const person = await findPersonRow(db, uuid)
  if (!person) throw personNotFound(uuid)
  return person
}

interface LinkFor {
  /** Null for the first administrator. */
  readonly personId: number | null
  readonly hours: number
}

/** Where the secret is: behind the `#`, which browsers keep to themselves, so that no log on the way has it. */
const fragmentOf = (personId: number | null, secret: string) => `#${personId === null ? 'first' : 'link'}=${secret}`

/** A new link. Its secret is known to the answer only. */
export async function makeLink(
  trx: Connection,
  { clock, brokerUrl }: Pick<Context, 'clock' | 'brokerUrl'>,
  { personId, hours }: LinkFor,
): Promise<MadeLink> {
  const secret = newSecret()
  const createdAt = clock()
  const expiresAt = new Date(createdAt.getTime() + hours * HOUR_MS)
  await insertSignInLink(trx, { secretHash: hashOfSecret(secret), personId, createdAt, expiresAt })
  return { url: brokerUrl + pages.signIn + fragmentOf(personId, secret), expiresAt }
}

/** Somebody who signs in by links, and the first of these. */
export async function createPerson(
  context: Context,
  { name, email = null, administrator = false }: PersonDetails,
): Promise<{ readonly person: PersonRow; readonly link: MadeLink }> {
  const uuid = randomUUID()
  return transaction(context.db, async (trx) => {
    const who = { uuid, issuer: LINK_ISSUER, subject: uuid, name, email: email || null, createdAt: context.clock() }
    const personId = await insertPerson(trx, { ...who, isAdministrator: administrator })
    const link = await makeLink(trx, context, { personId, hours: LINK_HOURS })
    const after = { uuid, name, email, administrator }
    await recordAudit(trx, context, { action: 'person-created', subject: subjectOf(who), after })
    return { person: await getPerson(trx, uuid), link }
  })
}

/** Another link, in place of those before. */
export async function renewLink(context: Context, uuid: string): Promise<MadeLink> {
  return transaction(context.db, async (trx) => {
    const person = await lockPerson(trx, uuid)
    if (!person) throw personNotFound(uuid)
    if (person.issuer !== LINK_ISSUER) throw signsInWithProvider(person.name)
    if (person.disabledAt !== null) throw isDisabled(person.name)
    await deleteSignInLinksOf(trx, person.id)
    const link = await makeLink(trx, context, { personId: person.id, hours: LINK_HOURS })
    const after = { uuid, expiresAt: link.expiresAt }
    await recordAudit(trx, context, { action: 'sign-in-link-created', subject: subjectOf(person), after })
    return link
  })
}

/** What is noted of it in the audit log. */
const audited = ({ uuid, isAdministrator, disabledAt }: PersonRow) => ({
  uuid,
  administrator: isAdministrator,
  disabled: disabledAt !== null,
})

/** Lets somebody in or keeps them out, and makes them an administrator or none. One administrator stays in any case. */
export async function changePerson(context: Context, uuid: string, changes: PersonChanges): Promise<PersonRow> {
  return transaction(context.db, async (trx) => {
    const administrators = await lockAdministrators(trx)
    const person = await lockPerson(trx, uuid)
    if (!person) throw personNotFound(uuid)
    const { administrator = person.isAdministrator, disabled = person.disabledAt !== null } = changes
    const isLast = administrators.length === 1 && administrators.includes(person.id)
    if (isLast && (!administrator || disabled)) throw lastAdministrator(person.name)
    const disabledAt = disabled ? (person.disabledAt ?? context.clock()) : null
    await updateStanding(trx, { id: person.id, isAdministrator: administrator, disabledAt })
    if (disabled) {
      await deleteSessionsOf(trx, person.id)
      await deleteSignInLinksOf(trx, person.id)
    }
    const changed = await getPerson(trx, uuid)
    const [before, after] = [audited(person), audited(changed)]
    await recordAudit(trx, context, { action: 'person-updated', subject: subjectOf(person), before, after })
    return changed
  })
}
