import { BrokerError, invalid, notFound } from '../kernel/broker-error.ts'

export function environmentNotFound(uuid: string): BrokerError {
  return notFound(`No environment with UUID '${uuid}' found`)
}

export function environmentNameTaken(name: string): BrokerError {
  return invalid({ name: [`name '${name}' is already used by an existing environment.`] })
}

export function cannotBeSetAgain(property: 'currentlyDeployed' | 'currentlySupported'): BrokerError {
  const sentence = `The ${property} property cannot be set back to true. Please record a new deployment.`
  return new BrokerError('unprocessable-content', sentence, { details: { [property]: [sentence] } })
}
