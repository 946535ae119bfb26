// Written by `tally states` from the contracts of tallystick. Changes by hand are lost.

/** The states of tallystick that its consumers need: `states<TallystickStates>({ … })` checks that each has its handler. */
export interface TallystickStates {
  /** Needed by tally. */
  'a contract': { params: { branch?: string; consumer: string; provider: string; tag?: string; version: string }; values: { positionBefore: string | number | boolean; selectedPath: string | number | boolean } }
  /** Needed by tally. */
  'a contract in an environment': { params: { consumer: string; environment: string; provider: string; version: string } }
  /** Needed by tally. */
  'a contract that failed': { params: { consumer: string; provider: string; providerVersion: string; version: string }; values: { contentPath: string | number | boolean } }
  /** Needed by tally. */
  'a contract that is to be verified': { params: { consumer: string; provider: string; version: string } }
  /** Needed by tally. */
  'a contract that nobody verified, with its provider in an environment': { params: { consumer: string; environment: string; provider: string; providerVersion: string; version: string } }
  /** Needed by tally. */
  'a contract that was verified in an environment': { params: { consumer: string; environment: string; provider: string; providerVersion: string; success: boolean; version: string } }
  /** Needed by tally. */
  'a contract with another content': { params: { consumer: string; provider: string; version: string } }
  /** Needed by tally. */
  'a deployed version': { params: { environment: string; pacticipant: string; version: string }; values: { deployedVersionUuid: string | number | boolean; environmentUuid: string | number | boolean } }
  /** Needed by tally. */
  'a released version': { params: { environment: string; pacticipant: string; version: string }; values: { environmentUuid: string | number | boolean; releasedVersionUuid: string | number | boolean } }
  /** Needed by tally. */
  'a team': { params: { team: string } }
  /** Needed by tally. */
  'a team with a member': { params: { person: string; role: string; team: string }; values: { personUuid: string | number | boolean } }
  /** Needed by tally. */
  'a team with an application': { params: { pacticipant: string; team: string } }
  /** Needed by tally. */
  'a token': { params: { application: string; name: string }; values: { tokenUuid: string | number | boolean } }
  /** Needed by tally. */
  'a trust rule': { params: { name: string; repository: string }; values: { trustRuleUuid: string | number | boolean } }
  /** Needed by tally. */
  'a version': { params: { branch?: string; pacticipant: string; tag?: string; version: string }; values: { environmentUuid?: string | number | boolean } | void }
  /** Needed by tally. */
  'a version that is allowed': { params: { environment: string; pacticipant: string; reason: string; version: string }; values: { overrideUuid: string | number | boolean } }
  /** Needed by tally. */
  'a version that may be allowed': { params: { environment: string; pacticipant: string; version: string }; values: { tomorrow: string | number | boolean } }
  /** Needed by tally. */
  'a webhook': { params: { provider: string; uuid: string } }
  /** Needed by tally. */
  'a webhook that has something to deliver': { params: { provider: string; uuid: string } }
  /** Needed by tally. */
  'a webhook that leads nowhere': { params: { uuid: string } }
  /** Needed by tally. */
  'an application': { params: { name: string } }
  /** Needed by tally. */
  'an application that is described': { params: { label: string; name: string; version: string } }
  /** Needed by tally. */
  'an application that was deleted': { params: { name: string; uuid: string } }
  /** Needed by tally. */
  'an environment': { params: { name: string; production: boolean }; values: { environmentUuid: string | number | boolean } }
  /** Needed by tally. */
  'only those who are known may ask': { params: { password: string; username: string } }
  /** Needed by tally. */
  'somebody who signs in by a link': { params: { email: string; name: string }; values: { linkSecret: string | number | boolean; personUuid: string | number | boolean } }
}
