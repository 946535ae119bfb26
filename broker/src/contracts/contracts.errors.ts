/** One consumer version's contract with a provider, as sentences name it. */
export interface ContractName {
  readonly consumer: string
  readonly version: string
  readonly provider: string
}

/** Why a contract cannot be stored. */
export type Conflict =
  | { readonly kind: 'changed'; readonly contract: ContractName; readonly difference: string }
  | { readonly kind: 'unmergeable'; readonly contract: ContractName; readonly reasons: readonly string[] }
  | { readonly kind: 'similar-name'; readonly name: string; readonly similar: readonly string[] }

/** Thrown inside of the transaction, so that nothing is stored. */
export class ContractConflict extends Error {
  override readonly name = 'ContractConflict'
  readonly conflicts: readonly Conflict[]

  constructor(conflicts: readonly Conflict[]) {
    super(`Contracts are in conflict: ${conflicts.map(({ kind }) => kind).join(', ')}`)
    this.conflicts = conflicts
  }
}

const named = ({ consumer, version, provider }: ContractName) =>
  `${consumer} version ${version} and provider ${provider}`

function changed(contract: ContractName): string {
  return (
    `Cannot change the content of the pact for ${named(contract)}, as race conditions will cause unreliable results ` +
    'for can-i-deploy. Publish every contract under a version number of its own, for example the commit. If the tests ' +
    'did not change, something in the contract varies from run to run: give every matcher an example value. To publish ' +
    'the parts of one contract from several builds, use onConflict "merge" (--merge). ' +
    'See https://docs.pact.io/go/versioning'
  )
}

function unmergeable(contract: ContractName, reasons: readonly string[]): string {
  return [
    `Cannot merge this contract into the one for ${named(contract)}. The parts of a contract must agree:`,
    ...reasons.map((reason) => `* ${reason}`),
    'Give interactions that differ different descriptions or provider states, or publish under another version number.',
  ].join('\n')
}

function similarName(name: string, similar: readonly string[], brokerUrl: string): string {
  return [
    `This is the first time a pact has been published for "${name}".`,
    `The name "${name}" is very similar to the following existing pacticipants:`,
    ...similar.map((existing) => `* ${existing}`),
    'If one of these is meant, correct the name in the contract and publish it again.',
    `If "${name}" is a new application, create it first, and then publish the contract again:`,
    '',
    `pact-broker create-or-update-pacticipant --name "${name}" --broker-base-url ${brokerUrl}`,
    '',
    'To switch this check off, set TALLYSTICK_CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES to false.',
    '',
  ].join('\n')
}

export function conflictText(conflict: Conflict, brokerUrl: string): string {
  switch (conflict.kind) {
    case 'changed':
      return changed(conflict.contract)
    case 'unmergeable':
      return unmergeable(conflict.contract, conflict.reasons)
    case 'similar-name':
      return similarName(conflict.name, conflict.similar, brokerUrl)
  }
}
