import { BrokerError } from '../kernel/broker-error.ts'
import type { Access } from '../kernel/endpoint.ts'
import type { Caller } from './caller.ts'
import type { OwnedRow } from './owners.sql.ts'

const CHALLENGE = { 'WWW-Authenticate': 'Basic realm="Restricted area"' }

export function unauthorized({ kind }: Caller, shown: string | undefined): BrokerError {
  const wrong =
    shown === undefined
      ? 'Sign in to do this: the request has no credentials.'
      : 'The credentials are wrong, have expired or were revoked.'
  const message = kind === 'user' ? 'These credentials may only read.' : wrong
  return new BrokerError('unauthorized', message, { headers: CHALLENGE })
}

const deeds: Readonly<Record<Access, string>> = {
  public: 'read this',
  heartbeat: 'read this',
  badge: 'read this',
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

export function notYours({ name }: Caller, access: Access, refused: readonly OwnedRow[]): BrokerError {
  const whose = refused.map((owned) => `'${owned.name}'${owned.team === null ? '' : ` of the team '${owned.team}'`}`)
  return new BrokerError(
    'forbidden',
    `${name} may not ${deeds[access]} for ${whose.join(' and ')}. A maintainer of the team, or an administrator, can allow it.`,
  )
}
