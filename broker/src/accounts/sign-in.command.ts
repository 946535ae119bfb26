import { randomUUID } from 'node:crypto'
import type { LinkSecret, SignInProblem } from '@tallystick/client/wire'
import type { Connection, Context } from '../context.ts'
import { type Identity, IdentityError } from '../kernel/identity-provider.ts'
import { SecretError } from '../kernel/secrets.ts'
import { transaction } from '../kernel/transaction.ts'
import { linkIsNoGood } from './accounts.errors.ts'
import { recordAudit } from './audit.command.ts'
import { type Caller, theBroker } from './caller.ts'
import { applyGroups } from './groups.command.ts'
import { LINK_ISSUER, emailIn, groupsIn, nameIn, rolesOf } from './identity.ts'
import { type PersonRow, findPersonById, insertPerson, savePerson, updateStanding } from './people.sql.ts'
import { grantsOf } from './roles.ts'
import { type Session, endSession, startSession } from './sessions.command.ts'
import { hasAdministrator, lockFirstAdministrator, takeSignInLink } from './sign-in-links.sql.ts'
import type { SignInFlow } from './sign-in-flow.ts'
import { hashOfSecret } from './tokens.command.ts'

export interface SignedInPerson {
  readonly person: PersonRow
  readonly session: Session
}

const subjectOf = ({ name }: Pick<PersonRow, 'name'>) => ({ kind: 'person' as const, name })

function callerOf({ uuid, name, isAdministrator }: PersonRow): Caller {
  return { kind: 'person', uuid, name, grants: grantsOf({ isAdministrator, memberships: [] }) }
}

async function getPerson(trx: Connection, id: number): Promise<PersonRow> {
  const person = await findPersonById(trx, id)
  if (!person) throw linkIsNoGood()
  return person
}

interface Entering {
  readonly person: PersonRow
  readonly by: 'provider' | 'link'
  readonly idToken?: string
}

async function enter(trx: Connection, context: Context, { person, by, ...more }: Entering): Promise<SignedInPerson> {
  const session = await startSession(trx, context, { personId: person.id, ...more })
  await recordAudit(
    trx,
    { ...context, caller: callerOf(person) },
    { action: 'person-signed-in', subject: subjectOf(person), after: { uuid: person.uuid, by } },
  )
  return { person, session }
}

/** Where a group says who administers, it gives it and takes it away. */
async function applyAdminGroup(trx: Connection, context: Context, { person, groups }: Grouped): Promise<PersonRow> {
  const { oidcAdminGroup } = context.config
  if (oidcAdminGroup === undefined) return person
  const isAdministrator = groups.includes(oidcAdminGroup)
  if (isAdministrator === person.isAdministrator) return person
  await updateStanding(trx, { id: person.id, isAdministrator, disabledAt: person.disabledAt })
  const [before, after] = [{ administrator: person.isAdministrator }, { administrator: isAdministrator }]
  const entry = { action: 'person-updated' as const, subject: subjectOf(person), before, after }
  await recordAudit(trx, { ...context, caller: theBroker }, entry)
  return { ...person, isAdministrator }
}

interface Grouped {
  readonly person: PersonRow
  readonly groups: readonly string[]
}

/** Somebody whom the provider has identified; undefined where they are disabled. */
async function welcome(context: Context, identity: Identity): Promise<SignedInPerson | undefined> {
  const { config, clock, db } = context
  const { issuer, subject, claims, idToken } = identity
  const [name, email] = [nameIn(claims, subject), emailIn(claims)]
  const told = groupsIn(claims, config.oidcGroupsClaim)
  if (!told && config.oidcTeams.length > 0) {
    context.log.info(
      { issuer, subject },
      `The provider tells no groups of ${name} in the claim ${config.oidcGroupsClaim}`,
    )
  }
  const groups = told ?? []
  return transaction(db, async (trx) => {
    const uuid = randomUUID()
    const id = await savePerson(trx, { uuid, issuer, subject, name, email, createdAt: clock() })
    const known = await getPerson(trx, id)
    if (known.disabledAt !== null) return undefined
    const person = await applyAdminGroup(trx, context, { person: known, groups })
    await applyGroups(trx, context, { person, roles: rolesOf(groups, config.oidcTeams) })
    return enter(trx, context, { person, by: 'provider', idToken })
  })
}

/** Signs in whom the provider sends back; or why not. */
export async function finishSignIn(
  context: Context,
  answer: URL,
  flow: SignInFlow,
): Promise<SignedInPerson | SignInProblem> {
  const { identityProvider, log } = context
  if (!identityProvider) return 'unreachable'
  try {
    const identity = await identityProvider.identify(answer, flow)
    const entered = await welcome(context, identity)
    if (entered) return entered
    log.info({ issuer: identity.issuer, subject: identity.subject }, 'Somebody who is disabled wanted to sign in')
    return 'disabled'
  } catch (error) {
    return problemOf(context, error)
  }
}

/** What the page tells, and the log in more words. */
export function problemOf({ log }: Pick<Context, 'log'>, error: unknown): SignInProblem {
  if (!(error instanceof IdentityError)) throw error
  log.warn({ problem: error.problem }, `Somebody could not sign in: ${error.message}`)
  return error.problem
}

/** The first administrator, made by the link that was printed: nobody else could make them. */
async function createFirst(trx: Connection, context: Context, name: string): Promise<PersonRow> {
  await lockFirstAdministrator(trx)
  if (await hasAdministrator(trx)) throw linkIsNoGood()
  const uuid = randomUUID()
  const who = { uuid, issuer: LINK_ISSUER, subject: uuid, name, email: null, createdAt: context.clock() }
  const person = await getPerson(trx, await insertPerson(trx, { ...who, isAdministrator: true }))
  await recordAudit(
    trx,
    { ...context, caller: callerOf(person) },
    { action: 'person-created', subject: subjectOf(person), after: { uuid, name, administrator: true } },
  )
  return person
}

/** Signs in with a link, which is good for nothing afterwards. */
export async function signInByLink(context: Context, { secret, name }: LinkSecret): Promise<SignedInPerson> {
  const { limits, origin } = context
  limits.assertMaySignIn(origin?.address)
  const signedIn = await transaction(context.db, async (trx) => {
    const link = await takeSignInLink(trx, { secretHash: hashOfSecret(secret), at: context.clock() })
    if (!link) return undefined
    const { personId } = link
    const person =
      personId === null ? await createFirst(trx, context, name ?? 'Administrator') : await getPerson(trx, personId)
    if (person.disabledAt !== null) throw linkIsNoGood()
    return enter(trx, context, { person, by: 'link' })
  })
  if (signedIn) return signedIn
  await limits.countFailedSignIn(origin?.address, secret)
  throw linkIsNoGood()
}

function openIdToken({ secrets, log }: Pick<Context, 'secrets' | 'log'>, sealed: Buffer | null): string | undefined {
  if (sealed === null) return undefined
  try {
    const opened = secrets.open(sealed)
    const isKept = typeof opened === 'object' && opened !== null && 'idToken' in opened
    return isKept && typeof opened.idToken === 'string' ? opened.idToken : undefined
  } catch (error) {
    if (!(error instanceof SecretError)) throw error
    log.warn({ err: error }, 'The provider is not told who signs out')
    return undefined
  }
}

/** Ends the session. Where to go so that it ends at the provider as well; undefined: nowhere. */
export async function signOut(context: Context, secret: string, returnTo: string): Promise<string | undefined> {
  const { db, identityProvider } = context
  const ended = await transaction(db, async (trx) => {
    const session = await endSession(trx, secret)
    if (!session) return undefined
    const { uuid, name } = session
    const caller: Caller = { kind: 'person', uuid, name, grants: [] }
    await recordAudit(trx, { ...context, caller }, { action: 'person-signed-out', subject: subjectOf({ name }) })
    return session
  })
  if (!ended || ended.issuer === LINK_ISSUER || !identityProvider) return undefined
  try {
    return await identityProvider.signOutUrl(returnTo, openIdToken(context, ended.idToken))
  } catch (error) {
    problemOf(context, error)
    return undefined
  }
}
