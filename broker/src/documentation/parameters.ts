/** What the names between braces in addresses stand for. */
const parameters: Readonly<Record<string, string>> = {
  branch: 'The name of a branch; a slash in it is written `%2F`',
  consumer: 'The name of the pacticipant that consumes',
  consumerTag: 'A tag of versions of the consumer',
  environment: 'The uuid of an environment, or its name where the address says so',
  environmentTag: 'The tag of what the version would run together with',
  file: 'The name of a file of the API explorer',
  label: 'A label',
  metadata: 'The token that says why a contract was selected, as the broker gave it',
  number: 'The number of a verification result, counted from 1 for each contract content',
  otherVersion: 'The version number to compare with',
  pacticipant: 'The name of a pacticipant',
  pactVersion: 'The identity of the contract content to compare with',
  person: 'The uuid of somebody who has signed in',
  provider: 'The name of the pacticipant that provides',
  providerTag: 'A tag of versions of the provider',
  rel: 'A link relation, without its prefix',
  sha: 'The identity of a contract content',
  tag: 'A tag',
  team: 'The uuid or the name of a team',
  to: 'The tag of what the version would run together with',
  uuid: 'The uuid in the address, as the broker made it',
  version: 'A version number; a slash in it is written `%2F`',
}

export function describeParameter(name: string): string {
  return parameters[name] ?? ''
}
