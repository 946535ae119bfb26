import { type BrokerError, notFound } from '../kernel/broker-error.ts'

export function pacticipantNotFound(name: string): BrokerError {
  return notFound(`No pacticipant with name '${name}' found`)
}

export function consumerNotFound(name: string): BrokerError {
  return notFound(`No consumer with name '${name}' found`)
}

export function providerNotFound(name: string): BrokerError {
  return notFound(`No provider with name '${name}' found`)
}
