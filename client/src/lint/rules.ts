/** Every rule of `tally lint`: what it finds, in one sentence. docs/lint.md says the rest. */
export const lintRules = {
  'changing-time': 'a date or time close to the moment at which the contract was written or checked',
  'random-id': 'a UUID, ULID or ObjectId that looks as if it were made anew on each run',
  'random-text': 'a long text that looks random',
  'local-port': 'an address of this machine with a port that the system chose',
  'temporary-path': 'the path of a temporary file',
  'changing-header': 'a response header that is another one each time, without a matching rule',
  'duplicate-interaction': 'two interactions with one description and the same provider states',
  'similar-description': 'two descriptions that only differ by case or space',
  'no-description': 'an interaction without a description',
  'no-status': 'a response without a status',
  'no-interactions': 'a contract that expects nothing',
  'value-without-state': 'a value from a provider state in an interaction without one',
  secret: 'what looks like a credential that works',
  'large-body': 'a body of more than 1 MB',
  'old-specification': 'version 1 of the Pact specification, which has no matching rules',
  'changes-between-runs': 'a value that is not the same in two runs',
  'one-run-only': 'an interaction, or a contract, that only one of two runs wrote',
  'other-bytes': 'two runs that say the same in other bytes',
} as const satisfies Readonly<Record<string, string>>

export type LintRule = keyof typeof lintRules

export function isLintRule(name: string): name is LintRule {
  return Object.hasOwn(lintRules, name)
}
