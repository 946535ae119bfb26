import { BrokerError, notFound } from '../kernel/broker-error.ts'

interface Named {
  readonly kind: string
  readonly name: string
}

export function deletionNotFound(uuid: string): BrokerError {
  return notFound(`No deletion with UUID '${uuid}' found that can still be undone`)
}

export function nameInUse({ kind, name }: Named): BrokerError {
  return new BrokerError(
    'conflict',
    `The ${kind} '${name}' cannot be restored, since there is one of that name again. Rename or delete it first.`,
  )
}

export function integrationInUse({ name }: Named): BrokerError {
  return new BrokerError(
    'conflict',
    `The integration of ${name} cannot be restored, since there is one again. Delete it first.`,
  )
}

export function restoreOtherFirst(
  { kind, name }: Named,
  other: { readonly uuid: string; readonly name: string; readonly pacticipant: string },
): BrokerError {
  return new BrokerError(
    'conflict',
    `The ${kind} '${name}' cannot be restored without the pacticipant '${other.pacticipant}', which was deleted later. ` +
      `Restore deletion ${other.uuid} (${other.name}) first.`,
  )
}

export function otherIsGone({ name }: Named): BrokerError {
  return new BrokerError(
    'conflict',
    `The integration of ${name} cannot be restored: one of the two was deleted, and that cannot be undone any more.`,
  )
}
