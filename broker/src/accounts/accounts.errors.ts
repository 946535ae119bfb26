import { BrokerError, invalid, notFound } from '../kernel/broker-error.ts'
import type { Access } from '../kernel/endpoint.ts'
import type { Caller } from './caller.ts'
import type { OwnedRow } from './owners.sql.ts'

const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="Restricted area"' }

/** With what somebody wanted to show who they are. */
export type Shown = 'nothing' | 'credentials' | 'session'

const refusedWith: Readonly<Record<Shown, string>> = {
  nothing: 'Sign in to do this: the request has no credentials.',
  credentials: 'The credentials are wrong, have expired or were revoked.',
  session: 'The session has ended: sign in again.',
}

/** A challenge makes browsers ask for a name and a password. */
export function unauthorized({ kind, refusal }: Caller, shown: Shown, challenges = true): BrokerError {
  const wrong = shown === 'credentials' ? (refusal ?? refusedWith[shown]) : refusedWith[shown]
  const message = kind === 'user' ? 'These credentials may only read.' : wrong
  return new BrokerError('unauthorized', message, { headers: challenges ? CHALLENGE : {} })
}

export function fromElsewhere(): BrokerError {
  return new BrokerError(
    'forbidden',
    'Only pages of this broker may change something for somebody who has signed in. Programs use a token.',
  )
}

export function linkIsNoGood(): BrokerError {
  return new BrokerError(
    'forbidden',
    'This link was used already, has expired, or was replaced. An administrator can make another one.',
  )
}

export function noProvider(): BrokerError {
  return notFound('Nobody signs in here with an identity provider: TALLYSTICK_OIDC_ISSUER is not set')
}

export function lastAdministrator(name: string): BrokerError {
  return new BrokerError('conflict', `${name} is the last administrator. Make somebody else one first.`)
}

export function signsInWithProvider(name: string): BrokerError {
  return new BrokerError('conflict', `${name} signs in with the identity provider, and needs no link.`)
}

export function isDisabled(name: string): BrokerError {
  return new BrokerError('conflict', `${name} is disabled, so that a link would be good for nothing.`)
}

/** What each access is for, in words. */
export const deeds: Readonly<Record<Access, string>> = {
  public: 'read this',
  heartbeat: 'read this',
  badge: 'read this',
  own: 'do this',
  read: 'read',
  publish: 'publish contracts and versions',
  verify: 'publish verification results',
  record: 'record deployments and releases',
  administer: 'change settings and delete',
}

/** It is known who calls, and that this is not theirs to do. */
export function forbidden({ name }: Caller, access: Access): BrokerError {
  return new BrokerError('forbidden', `${name} may not ${deeds[access]} here. An administrator can allow it.`)
}

export function notYourTeam({ name }: Caller, team: string): BrokerError {
  return new BrokerError(
    'forbidden',
    `${name} may not change the team '${team}'. Its maintainers may, and administrators.`,
  )
}

export function notYours({ name }: Caller, access: Access, refused: readonly OwnedRow[]): BrokerError {
  const whose = refused.map((owned) => `'${owned.name}'${owned.team === null ? '' : ` of the team '${owned.team}'`}`)
  return new BrokerError(
    'forbidden',
    `${name} may not ${deeds[access]} for ${whose.join(' and ')}. A maintainer of the team, or an administrator, can allow it.`,
  )
}

export function teamNotFound(team: string): BrokerError {
  return notFound(`No team with name or UUID '${team}' found`)
}

export function personNotFound(uuid: string): BrokerError {
  return notFound(`No person with UUID '${uuid}' found`)
}

export function memberNotFound(person: string, team: string): BrokerError {
  return notFound(`'${person}' is not a member of the team '${team}'`)
}

export function teamNameTaken(name: string): BrokerError {
  return new BrokerError('conflict', `There is a team with the name '${name}' already`)
}

export function notOfTeam(pacticipant: string, team: string): BrokerError {
  return notFound(`No pacticipant with name '${pacticipant}' belongs to the team '${team}'`)
}

export function pacticipantNotFound(name: string): BrokerError {
  return notFound(`No pacticipant with name '${name}' found`)
}

export function teamsAreMissing(names: readonly string[]): BrokerError {
  return invalid({ 'reach.teams': names.map((name) => `'${name}' does not match an existing team`) })
}

export function tokenNeedsEnd(days: number): BrokerError {
  return invalid({ expiresAt: [`is missing: a personal token expires in at most ${days} days`] })
}

export function tokenEndsTooSoon(): BrokerError {
  return invalid({ expiresAt: ['must be in the future'] })
}

export function tokenEndsTooLate(days: number): BrokerError {
  return invalid({ expiresAt: [`must be at most ${days} days away for a personal token`] })
}

/** The sentence says what they may not have, and why. */
export function tokenRefused(sentence: string): BrokerError {
  return new BrokerError('forbidden', sentence)
}

export function tokenNotFound(uuid: string): BrokerError {
  return notFound(`No token with UUID '${uuid}' that you may see found`)
}

export function notYourToken(name: string): BrokerError {
  return new BrokerError(
    'forbidden',
    `The token '${name}' can be revoked by itself, by its person when they have signed in, and by administrators.`,
  )
}

export function trustRuleNotFound(uuid: string): BrokerError {
  return notFound(`No trust rule with UUID '${uuid}' found`)
}

export function notYourTrustRule(name: string): BrokerError {
  return new BrokerError(
    'forbidden',
    `The trust rule '${name}' can be changed and deleted by maintainers of what it reaches, and by administrators.`,
  )
}

interface TooMany {
  readonly most: number
  readonly isRead: boolean
  readonly seconds: number
}

export function tooManyRequests(who: string, { most, isRead, seconds }: TooMany): BrokerError {
  const [deed, setting] = isRead
    ? ['reads', 'TALLYSTICK_RATE_LIMIT_READS']
    : ['changes', 'TALLYSTICK_RATE_LIMIT_WRITES']
  return new BrokerError(
    'too-many-requests',
    `${who} has come to the ${most} ${deed} that are possible within a minute (${setting}). Try again in ${seconds} seconds.`,
    { headers: { 'Retry-After': String(seconds) } },
  )
}

export function tooManyFailures(most: number, seconds: number): BrokerError {
  return new BrokerError(
    'too-many-requests',
    `More than ${most} wrong credentials came from this address (TALLYSTICK_RATE_LIMIT_FAILED_SIGN_INS). Try again in ${seconds} seconds.`,
    { headers: { 'Retry-After': String(seconds) } },
  )
}
