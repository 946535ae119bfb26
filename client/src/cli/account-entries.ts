import type { Entry } from './entry.ts'

/** The commands for who may do what. */
export const accountEntries: Readonly<Record<string, Entry>> = {
  whoami: {
    group: 'Accounts:',
    summary: 'show who asks, and what they may do',
    example: 'whoami',
    load: async () => (await import('./tokens.ts')).defineWhoAmI,
  },
  'create-token': {
    summary: 'create a token, and show its secret once',
    example: 'create-token --name "CI of Shop" --scope publish record --pacticipant Shop',
    load: async () => (await import('./tokens.ts')).defineCreateToken,
  },
  'list-tokens': {
    summary: 'list your tokens, and those that you may revoke',
    example: 'list-tokens --all',
    load: async () => (await import('./tokens.ts')).defineListTokens,
  },
  'revoke-token': {
    summary: 'revoke a token at once',
    example: 'revoke-token --uuid 5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1',
    load: async () => (await import('./tokens.ts')).defineRevokeToken,
  },
  'create-trust-rule': {
    summary: 'trust builds by the identity that GitHub Actions, GitLab or others sign for them',
    example:
      'create-trust-rule --name Shop --issuer https://gitlab.com --audience tallystick --claim project_path=acme/shop --scope publish --pacticipant Shop',
    load: async () => (await import('./trust-rules.ts')).defineCreateTrustRule,
  },
  'list-trust-rules': {
    summary: 'list which builds are trusted so',
    example: 'list-trust-rules',
    load: async () => (await import('./trust-rules.ts')).defineListTrustRules,
  },
  'try-trust-rules': {
    summary: 'say what a build would be allowed',
    example: 'try-trust-rules --claim iss=https://gitlab.com --claim aud=tallystick --claim project_path=acme/shop',
    load: async () => (await import('./trust-rules.ts')).defineTryTrustRules,
  },
  'delete-trust-rule': {
    summary: 'trust such builds no more',
    example: 'delete-trust-rule --uuid 5c33d3d2-9a5e-4b0f-8f4c-0b3d7f6ad9f1',
    load: async () => (await import('./trust-rules.ts')).defineDeleteTrustRule,
  },
  'create-person': {
    summary: 'let somebody in who signs in by a link, and show the link once',
    example: 'create-person --name "Ada Lovelace" --email ada@example.org',
    load: async () => (await import('./people.ts')).defineCreatePerson,
  },
  'list-people': {
    summary: 'list who may sign in, how, and in which teams they are',
    example: 'list-people --query ada',
    load: async () => (await import('./people.ts')).defineListPeople,
  },
  'update-person': {
    summary: 'make somebody an administrator or none, keep them out or let them in again',
    example: 'update-person --person 0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1 --disabled',
    load: async () => (await import('./people.ts')).defineUpdatePerson,
  },
  'create-sign-in-link': {
    summary: 'make another link for somebody who signs in by links',
    example: 'create-sign-in-link --person 0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1',
    load: async () => (await import('./people.ts')).defineCreateSignInLink,
  },
  'create-team': {
    summary: 'create a team',
    example: 'create-team --name Checkout',
    load: async () => (await import('./teams.ts')).defineCreateTeam,
  },
  'list-teams': {
    summary: 'list the teams',
    example: 'list-teams --query check',
    load: async () => (await import('./teams.ts')).defineListTeams,
  },
  'describe-team': {
    summary: 'show a team with its members and applications',
    example: 'describe-team --team Checkout',
    load: async () => (await import('./teams.ts')).defineDescribeTeam,
  },
  'delete-team': {
    summary: 'delete a team; its applications belong to nobody then',
    example: 'delete-team --team Checkout',
    load: async () => (await import('./teams.ts')).defineDeleteTeam,
  },
  'set-team-member': {
    summary: 'take somebody into a team, or change their role',
    example: 'set-team-member --team Checkout --person 0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1 --role maintainer',
    load: async () => (await import('./teams.ts')).defineSetTeamMember,
  },
  'remove-team-member': {
    summary: 'take somebody out of a team',
    example: 'remove-team-member --team Checkout --person 0f6b1f6e-8d0c-4a52-9a39-64d2a3b8b2c1',
    load: async () => (await import('./teams.ts')).defineRemoveTeamMember,
  },
  'add-to-team': {
    summary: 'take an application into a team',
    example: 'add-to-team --team Checkout --pacticipant Shop',
    load: async () => (await import('./teams.ts')).defineAddToTeam,
  },
  'remove-from-team': {
    summary: 'let an application of a team belong to nobody',
    example: 'remove-from-team --team Checkout --pacticipant Shop',
    load: async () => (await import('./teams.ts')).defineRemoveFromTeam,
  },
}
