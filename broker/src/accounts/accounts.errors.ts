import { BrokerError } from '../kernel/broker-error.ts'
import type { Caller } from './access.ts'

export function unauthorized(caller: Caller, shown: string | undefined): BrokerError {
  const wrong =
    shown === undefined ? 'Sign in to do this: the request has no credentials.' : 'The credentials are wrong.'
  const message = caller === 'reader' ? 'These credentials may only read.' : wrong
  return new BrokerError('unauthorized', message, { headers: { 'WWW-Authenticate': 'Basic realm="Restricted area"' } })
}
