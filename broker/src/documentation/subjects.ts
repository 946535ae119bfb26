/** What the API is about, in the order in which people meet it; every address belongs to the first that fits. */

interface Subject {
  readonly name: string
  readonly description: string
  readonly pattern: RegExp
}

const subjects: readonly Subject[] = [
  {
    name: 'Badges',
    description: 'Pictures for a README: whether a contract is verified, whether a version can be deployed.',
    pattern: /\/badge$/,
  },
  {
    name: 'Can I deploy',
    description: 'Which versions are verified against which, and whether a version can be deployed.',
    pattern: /can-i-deploy|^\/matrix|^\/overrides/,
  },
  {
    name: 'Webhooks',
    description: 'Requests that the broker sends when something happens, and what became of them.',
    pattern: /webhooks/,
  },
  {
    name: 'Verification',
    description: 'Which contracts a build of a provider is to verify, and what it found.',
    pattern: /verification/,
  },
  {
    name: 'Contracts',
    description: 'Publishing contracts, and reading what was published.',
    pattern: /^\/(pacts?|contracts)\//,
  },
  {
    name: 'Environments',
    description: 'Where applications run, which versions are deployed there or released to there.',
    pattern: /environment|deployed-versions|released-versions|^\/board/,
  },
  { name: 'Branches', description: 'Branches of pacticipants and the versions on them.', pattern: /\/branches/ },
  { name: 'Tags', description: 'Names that versions carry.', pattern: /\/tags\// },
  { name: 'Labels', description: 'Names that group pacticipants.', pattern: /^\/labels|\/labels?\// },
  { name: 'Versions', description: 'Versions of pacticipants, newest first.', pattern: /\/(latest-)?version/ },
  {
    name: 'Pacticipants',
    description: 'The applications that have contracts, as consumers, providers or both.',
    pattern: /^\/pacticipants/,
  },
  {
    name: 'Overview',
    description: 'Who speaks with whom, and how it stands.',
    pattern: /^\/(dashboard|integrations|groups|relationships|metrics|overview|network|search)/,
  },
  { name: 'Events', description: 'What happens, as it happens.', pattern: /^\/events/ },
  {
    name: 'Retention',
    description: 'What is removed when, and what can be brought back.',
    pattern: /^\/(retention|deletions)/,
  },
  {
    name: 'Accounts',
    description:
      'Who calls and may do what: people and how they sign in, teams with their members and applications, tokens, and builds that are trusted.',
    pattern: /^\/(me|teams|tokens|trust-rules|people|sign-in|sign-out)(\/|$)/,
  },
  {
    name: 'Audit log',
    description: 'Who did what, from where, and what it was before.',
    pattern: /^\/audit/,
  },
  {
    name: 'Export and import',
    description: 'Everything that the broker knows, and everything that another one knew.',
    pattern: /^\/(imports|exports)/,
  },
  {
    name: 'Broker',
    description: 'The broker itself: where everything is, whether it runs, how it is used.',
    pattern: /^\/($|doc|openapi|hal-browser|diagnostic|health|ready|test)/,
  },
]

export const tags = subjects.map(({ name, description }) => ({ name, description }))

/** Undefined where no subject fits: then one is missing here. */
export function subjectOf(path: string): string | undefined {
  return subjects.find(({ pattern }) => pattern.test(path))?.name
}
