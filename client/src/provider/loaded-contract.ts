import type { BrokerClient } from '../broker/broker-client.ts'
import type { Contract } from '../wire/contracts.ts'
import type { VerificationNotice } from '../wire/selection.ts'
import type { ContractDocument } from './document.ts'

/** Where the result of a contract goes. */
export interface ResultAddress {
  readonly broker: BrokerClient
  readonly contract: Pick<Contract, '_links'>
}

/** A contract that is to be replayed. */
export interface LoadedContract {
  readonly document: ContractDocument
  /** This provider never kept it: what fails in it is shown, and fails nothing. */
  readonly pending: boolean
  /** What the broker says about it, each with the outcome after which it is said. */
  readonly notices: readonly VerificationNotice[]
  /** Where it is from: a path, a URL, or what it was selected for: `latest from branch main`. */
  readonly origin: string
  /** Undefined for contracts that are not from a broker. */
  readonly publishedTo: ResultAddress | undefined
}
