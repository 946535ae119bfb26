/** Every setting of the broker, one row each: its kind, its default, and what it does. */
import { z } from 'zod'
import { auditSettings } from './audit-settings.ts'
import { badgeSettings } from './badge-settings.ts'
import { displaySettings } from './display-settings.ts'
import { eventSettings } from './event-settings.ts'
import * as kind from './kinds.ts'
import { openSetting, setting } from './kinds.ts'
import { protectionSettings } from './protection-settings.ts'
import { retentionSettings } from './retention-settings.ts'
import { signInSettings } from './sign-in-settings.ts'
import { tokenSettings } from './token-settings.ts'
import { trustSettings } from './trust-settings.ts'
import { verificationSettings } from './verification-settings.ts'
import { webhookSettings } from './webhook-settings.ts'

const server = {
  host: setting(kind.text, '127.0.0.1', {
    name: 'HOST',
    flag: 'host',
    says: 'The address to listen on. `0.0.0.0` for all of IPv4, `::` for everything.',
    inPactBroker: false,
  }),
  port: setting(kind.wholeNumber(0, 65_535), '9292', {
    name: 'PORT',
    flag: 'port',
    says: 'The port to listen on. `0` takes any that is free.',
    inPactBroker: true,
  }),
  baseUrl: openSetting(kind.httpUrls, {
    name: 'BASE_URL',
    says: 'The URL by which clients reach the broker, with its path prefix if it has one: links start with it. Without it the `X-Forwarded-*` and `Host` headers of a request decide. Several may be given.',
    inPactBroker: true,
  }),
  baseUrls: openSetting(kind.httpUrls, {
    name: 'BASE_URLS',
    says: 'More such URLs. A request gets links with the one it came by, else with the first.',
    inPactBroker: true,
  }),
  bodyLimit: setting(kind.bytes, '50mb', {
    name: 'BODY_LIMIT',
    says: 'The largest request body that is read; a larger one is answered with 413.',
    inPactBroker: false,
  }),
  shutdownTimeoutSeconds: setting(kind.wholeNumber(0, 3600), '10', {
    name: 'SHUTDOWN_TIMEOUT',
    says: 'Seconds that requests under way get to end when the broker is told to stop.',
    inPactBroker: false,
  }),
  enableDiagnosticEndpoints: setting(kind.yesOrNo, 'true', {
    name: 'ENABLE_DIAGNOSTIC_ENDPOINTS',
    says: 'Whether `/diagnostic/status/heartbeat` and `/diagnostic/status/dependencies` answer.',
    inPactBroker: true,
  }),
}

const database = {
  databaseUrl: openSetting(kind.postgresUrl, {
    name: 'DATABASE_URL',
    flag: 'database-url',
    says: 'A database on a PostgreSQL server, 14 or newer. Without it, and without the parts below, the broker starts a PostgreSQL of its own in the data directory.',
    inPactBroker: true,
    isSecret: true,
  }),
  dataDir: openSetting(kind.text, {
    name: 'DATA_DIR',
    flag: 'data-dir',
    says: "Where that PostgreSQL keeps its data. By default `tallystick` in the user's data directory: `$XDG_DATA_HOME` or `~/.local/share`, `~/Library/Application Support`, `%LOCALAPPDATA%`.",
    inPactBroker: false,
  }),
  databaseAdapter: openSetting(kind.choice({ postgres: 'postgres', postgresql: 'postgres' }), {
    name: 'DATABASE_ADAPTER',
    says: 'Only PostgreSQL can be used.',
    inPactBroker: true,
  }),
  databaseHost: openSetting(kind.text, {
    name: 'DATABASE_HOST',
    says: 'The host of the database, in place of `DATABASE_URL`; `localhost` when only its name is given.',
    inPactBroker: true,
  }),
  databasePort: openSetting(kind.wholeNumber(1, 65_535), {
    name: 'DATABASE_PORT',
    says: 'Its port; 5432 when nothing is said.',
    inPactBroker: true,
  }),
  databaseName: openSetting(kind.text, { name: 'DATABASE_NAME', says: 'Its name.', inPactBroker: true }),
  databaseUsername: openSetting(kind.text, { name: 'DATABASE_USERNAME', says: 'Who signs in.', inPactBroker: true }),
  databasePassword: openSetting(kind.text, {
    name: 'DATABASE_PASSWORD',
    says: 'With which password.',
    inPactBroker: true,
    isSecret: true,
  }),
  databaseSslmode: openSetting(
    kind.choice({ disable: 'disable', require: 'require', 'verify-ca': 'verify-ca', 'verify-full': 'verify-full' }),
    {
      name: 'DATABASE_SSLMODE',
      says: 'Whether to speak TLS with the database, with the meanings that PostgreSQL gives to `disable`, `require`, `verify-ca` and `verify-full`.',
      inPactBroker: true,
    },
  ),
  databaseMaxConnections: setting(kind.wholeNumber(2, 1000), '10', {
    name: 'DATABASE_MAX_CONNECTIONS',
    says: 'The most connections that this broker holds to its database.',
    inPactBroker: true,
  }),
  databaseStatementTimeoutSeconds: setting(kind.wholeNumber(0, 86_400), '15', {
    name: 'DATABASE_STATEMENT_TIMEOUT',
    says: 'Seconds after which a statement is given up; `0` for never.',
    inPactBroker: true,
  }),
  sqlLogWarnDurationSeconds: setting(kind.wholeNumber(0, 86_400), '5', {
    name: 'SQL_LOG_WARN_DURATION',
    says: 'Seconds after which a statement is logged as slow; `0` logs every statement.',
    inPactBroker: true,
  }),
  databasePreparedStatements: setting(kind.yesOrNo, 'true', {
    name: 'DATABASE_PREPARED_STATEMENTS',
    says: 'Set to `false` behind a pooler that hands each transaction another session.',
    inPactBroker: false,
  }),
  autoMigrateDb: setting(kind.yesOrNo, 'true', {
    name: 'AUTO_MIGRATE_DB',
    says: 'Whether the broker brings the database to its version at its start. With `false` it starts only when that has been done.',
    inPactBroker: true,
  }),
}

const logging = {
  logLevel: setting(
    kind.choice({ trace: 'trace', debug: 'debug', info: 'info', warn: 'warn', error: 'error', fatal: 'fatal' }),
    'info',
    { name: 'LOG_LEVEL', says: 'The least important lines that are logged.', inPactBroker: true },
  ),
  logFormat: openSetting(kind.choice({ json: 'json', pretty: 'pretty', color: 'pretty', default: 'pretty' }), {
    name: 'LOG_FORMAT',
    says: '`json` for machines, `pretty` for people. By default `pretty` on a terminal and `json` elsewhere.',
    inPactBroker: true,
  }),
}

const access = {
  access: openSetting(kind.choice({ open: 'open', accounts: 'accounts' }), {
    name: 'ACCESS',
    says: '`accounts`: who reads or writes must show who they are: by signing in, with a user or with a token. `open`: everybody who reaches the port may do everything. By default `accounts` where an identity provider, a user or a token is set, and `open` where only this machine reaches the port; otherwise the broker refuses to start.',
    inPactBroker: false,
  }),
  basicAuthEnabled: openSetting(kind.yesOrNo, {
    name: 'BASIC_AUTH_ENABLED',
    says: 'Whether users sign in with a name and a password. By default they do as soon as a name and a password are set.',
    inPactBroker: true,
  }),
  basicAuthUsername: openSetting(kind.text, {
    name: 'BASIC_AUTH_USERNAME',
    says: 'Who may read and write.',
    inPactBroker: true,
  }),
  basicAuthPassword: openSetting(kind.text, {
    name: 'BASIC_AUTH_PASSWORD',
    says: 'With which password.',
    inPactBroker: true,
    isSecret: true,
  }),
  basicAuthReadOnlyUsername: openSetting(kind.text, {
    name: 'BASIC_AUTH_READ_ONLY_USERNAME',
    says: 'Who may read, and fetch contracts to verify.',
    inPactBroker: true,
  }),
  basicAuthReadOnlyPassword: openSetting(kind.text, {
    name: 'BASIC_AUTH_READ_ONLY_PASSWORD',
    says: 'With which password.',
    inPactBroker: true,
    isSecret: true,
  }),
  token: openSetting(kind.text, {
    name: 'TOKEN',
    says: 'A bearer token that may read and write.',
    inPactBroker: false,
    isSecret: true,
  }),
  readOnlyToken: openSetting(kind.text, {
    name: 'READ_ONLY_TOKEN',
    says: 'A bearer token that may read, and fetch contracts to verify.',
    inPactBroker: false,
    isSecret: true,
  }),
  allowPublicRead: setting(kind.yesOrNo, 'false', {
    name: 'ALLOW_PUBLIC_READ',
    says: 'Whether everybody may read, and fetch contracts to verify, without credentials.',
    inPactBroker: true,
  }),
  publicHeartbeat: setting(kind.yesOrNo, 'false', {
    name: 'PUBLIC_HEARTBEAT',
    says: 'Whether the heartbeat answers without credentials.',
    inPactBroker: true,
  }),
  enablePublicBadgeAccess: setting(kind.yesOrNo, 'false', {
    name: 'ENABLE_PUBLIC_BADGE_ACCESS',
    says: 'Whether badges are shown without credentials.',
    inPactBroker: true,
  }),
}

const behaviour = {
  allowDangerousContractModification: setting(kind.yesOrNo, 'false', {
    name: 'ALLOW_DANGEROUS_CONTRACT_MODIFICATION',
    says: 'Whether a published contract of a version may be replaced with other content.',
    inPactBroker: true,
  }),
  checkForPotentialDuplicatePacticipantNames: setting(kind.yesOrNo, 'true', {
    name: 'CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES',
    says: 'Whether a new name that looks like a known one is refused.',
    inPactBroker: true,
  }),
  baseEqualityOnlyOnContentThatAffectsVerificationResults: setting(kind.yesOrNo, 'true', {
    name: 'BASE_EQUALITY_ONLY_ON_CONTENT_THAT_AFFECTS_VERIFICATION_RESULTS',
    says: 'Whether contracts that differ only in what no verification looks at, such as the order of interactions, share their results.',
    inPactBroker: true,
  }),
  createDeployedVersionsForTags: setting(kind.yesOrNo, 'true', {
    name: 'CREATE_DEPLOYED_VERSIONS_FOR_TAGS',
    says: "Whether a tag with an environment's name records a deployment.",
    inPactBroker: true,
  }),
  useFirstTagAsBranch: setting(kind.yesOrNo, 'true', {
    name: 'USE_FIRST_TAG_AS_BRANCH',
    says: 'Whether the first tag of a version that has no branch names its branch.',
    inPactBroker: true,
  }),
  useFirstTagAsBranchTimeLimitSeconds: setting(kind.wholeNumber(0, 86_400), '10', {
    name: 'USE_FIRST_TAG_AS_BRANCH_TIME_LIMIT',
    says: 'Seconds after the creation of a version in which that holds.',
    inPactBroker: true,
  }),
  autoDetectMainBranch: setting(kind.yesOrNo, 'true', {
    name: 'AUTO_DETECT_MAIN_BRANCH',
    says: 'Whether a branch with one of the names below becomes the main branch of a pacticipant that has none.',
    inPactBroker: true,
  }),
  mainBranchCandidates: setting(kind.list, 'develop main master', {
    name: 'MAIN_BRANCH_CANDIDATES',
    says: 'These names.',
    inPactBroker: true,
  }),
  orderVersionsByDate: setting(
    kind.fixed(true, 'versions are ordered by when they came to be, never by their numbers'),
    'true',
    {
      name: 'ORDER_VERSIONS_BY_DATE',
      says: 'Versions are ordered by when they came to be; there is no other order.',
      inPactBroker: true,
    },
  ),
  useCaseSensitiveResourceNames: setting(kind.fixed(true, 'names are compared letter by letter'), 'true', {
    name: 'USE_CASE_SENSITIVE_RESOURCE_NAMES',
    says: 'Names are compared letter by letter; there is no other comparison.',
    inPactBroker: true,
  }),
}

/** The settings in the order of their documentation. */
export const settingGroups: readonly { readonly title: string; readonly settings: z.core.$ZodShape }[] = [
  { title: 'Server', settings: server },
  { title: 'Database', settings: database },
  { title: 'Logging', settings: logging },
  { title: 'Access', settings: access },
  { title: 'Signing in', settings: signInSettings },
  { title: 'Tokens', settings: tokenSettings },
  { title: 'Builds without secrets', settings: trustSettings },
  { title: 'Protection', settings: protectionSettings },
  { title: 'Overrides and the audit log', settings: auditSettings },
  { title: 'Behaviour', settings: behaviour },
  { title: 'Display', settings: displaySettings },
  { title: 'Badges', settings: badgeSettings },
  { title: 'Verification requests', settings: verificationSettings },
  { title: 'Events', settings: eventSettings },
  { title: 'Retention', settings: retentionSettings },
  { title: 'Webhooks', settings: webhookSettings },
]

export const settings = z.object({
  ...server,
  ...database,
  ...logging,
  ...access,
  ...signInSettings,
  ...tokenSettings,
  ...trustSettings,
  ...protectionSettings,
  ...auditSettings,
  ...behaviour,
  ...displaySettings,
  ...badgeSettings,
  ...verificationSettings,
  ...eventSettings,
  ...retentionSettings,
  ...webhookSettings,
})
export type Settings = z.output<typeof settings>
