import { isIP } from 'node:net'
import { z } from 'zod'
import * as kind from './kinds.ts'
import { openSetting, setting } from './kinds.ts'

const numbers = (least: number, most: number) =>
  kind.list
    .refine(
      (words) => words.every((word) => /^\d{1,9}$/.test(word) && Number(word) >= least && Number(word) <= most),
      `must be whole numbers from ${least} to ${most}, separated by spaces`,
    )
    .transform((words): readonly number[] => words.map(Number))

const methods = kind.list
  .refine(
    (words) => words.every((word) => /^(get|head|post|put|patch|delete|options)$/i.test(word)),
    'must be methods of HTTP, like POST PUT',
  )
  .transform((words): readonly string[] => words.map((word) => word.toUpperCase()))

const schemes = kind.list
  .refine((words) => words.every((word) => /^https?$/i.test(word)), 'must be https, http or both')
  .transform((words): readonly string[] => words.map((word) => word.toLowerCase()))

function isNetwork(rule: string): boolean {
  const [base = '', bits = '', ...more] = rule.split('/')
  const most = isIP(base) === 6 ? 128 : 32
  return isIP(base) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most && more.length === 0
}

function isPattern(rule: string): boolean {
  const [, pattern] = /^\/(.+)\/$/.exec(rule) ?? []
  if (pattern === undefined) return false
  try {
    return new RegExp(pattern).source === pattern
  } catch {
    return false
  }
}

function isHostRule(rule: string): boolean {
  return rule.includes('/') ? isPattern(rule) || isNetwork(rule) : isIP(rule) !== 0 || /^(\*\.)?[^*:\s]+$/.test(rule)
}

const hosts = kind.list.refine(
  (rules) => rules.every(isHostRule),
  String.raw`must be hosts, *.domains, addresses, networks like 10.0.0.0/8, or regular expressions like /\.example\.org$/`,
)

// It goes out as a header, which takes no other characters.
const headerText = z.string().regex(/^[\u0020-\u007e]+$/, 'must be printable ASCII characters')

/** 32 bytes in base64, or a phrase that is long enough not to be guessed. */
const keys = kind.list.refine(
  (list) => list.length > 0 && list.every((key) => key.length >= 16),
  'must be keys separated by spaces, each of 32 bytes in base64 or a phrase of at least 16 characters',
)

const requests = {
  webhookHttpMethodWhitelist: setting(methods, 'POST', {
    name: 'WEBHOOK_HTTP_METHOD_WHITELIST',
    says: 'The methods that webhooks may use.',
    inPactBroker: true,
  }),
  webhookSchemeWhitelist: setting(schemes, 'https', {
    name: 'WEBHOOK_SCHEME_WHITELIST',
    says: 'The schemes that the URLs of webhooks may have.',
    inPactBroker: true,
  }),
  webhookHostWhitelist: setting(hosts, '', {
    name: 'WEBHOOK_HOST_WHITELIST',
    says: 'The hosts that webhooks may call; without it, every public one. Names, `*.example.org`, addresses, networks like `10.0.0.0/8`, or regular expressions between slashes.',
    inPactBroker: true,
  }),
  webhookAllowPrivateAddresses: setting(kind.yesOrNo, 'false', {
    name: 'WEBHOOK_ALLOW_PRIVATE_ADDRESSES',
    says: 'Whether webhooks may call private, loopback and link-local addresses, and names that lead there.',
    inPactBroker: false,
  }),
  disableSslVerification: setting(kind.yesOrNo, 'false', {
    name: 'DISABLE_SSL_VERIFICATION',
    says: 'Whether certificates of the hosts that webhooks call go unchecked. Better add yours with `NODE_EXTRA_CA_CERTS`.',
    inPactBroker: true,
  }),
  userAgent: openSetting(headerText, {
    name: 'USER_AGENT',
    says: 'The `User-Agent` of webhooks, in place of the name and version of the broker.',
    inPactBroker: true,
  }),
  webhookTimeoutSeconds: setting(kind.wholeNumber(1, 300), '15', {
    name: 'WEBHOOK_TIMEOUT',
    says: 'Seconds that one call may take as a whole.',
    inPactBroker: false,
  }),
  webhookMaxRedirects: setting(kind.wholeNumber(0, 20), '0', {
    name: 'WEBHOOK_MAX_REDIRECTS',
    says: 'How many redirects a call follows, each checked like the first URL.',
    inPactBroker: false,
  }),
  webhookResponseLimit: setting(kind.bytes, '64kb', {
    name: 'WEBHOOK_RESPONSE_LIMIT',
    says: 'How much of an answer is read and kept.',
    inPactBroker: false,
  }),
}

const deliveries = {
  webhookHttpCodeSuccess: setting(numbers(100, 599), '200 201 202 203 204 205 206', {
    name: 'WEBHOOK_HTTP_CODE_SUCCESS',
    says: 'The statuses that count as success.',
    inPactBroker: true,
  }),
  webhookRetrySchedule: setting(numbers(0, 604_800), '10 60 120 300 600 1200', {
    name: 'WEBHOOK_RETRY_SCHEDULE',
    says: 'Seconds to wait after each call that failed. After the last one the delivery has failed.',
    inPactBroker: true,
  }),
  webhookConcurrency: setting(kind.wholeNumber(1, 100), '10', {
    name: 'WEBHOOK_CONCURRENCY',
    says: 'How many calls this broker makes at once.',
    inPactBroker: false,
  }),
  webhookPauseAfterFailures: setting(kind.wholeNumber(1, 1000), '10', {
    name: 'WEBHOOK_PAUSE_AFTER_FAILURES',
    says: 'After how many failures in a row a target is left alone for a while.',
    inPactBroker: false,
  }),
  webhookPauseSeconds: setting(kind.wholeNumber(1, 86_400), '300', {
    name: 'WEBHOOK_PAUSE_SECONDS',
    says: 'Seconds for which it is.',
    inPactBroker: false,
  }),
  webhookDeliveryRetentionDays: setting(kind.wholeNumber(1, 3650), '30', {
    name: 'WEBHOOK_DELIVERY_RETENTION_DAYS',
    says: 'Days for which deliveries and their logs are kept.',
    inPactBroker: false,
  }),
}

const secrecy = {
  webhookRedactSensitiveData: setting(kind.yesOrNo, 'true', {
    name: 'WEBHOOK_REDACT_SENSITIVE_DATA',
    says: 'Whether credentials that appear in logs of deliveries are starred.',
    inPactBroker: true,
  }),
  encryptionKeys: openSetting(keys, {
    name: 'ENCRYPTION_KEYS',
    says: 'Keys for the secrets of webhooks, separated by spaces: 32 bytes in base64 (`openssl rand -base64 32`), or a phrase without spaces of at least 16 characters. The first one seals, each of them opens: to change it, put the new one first and take the old one off after the next start. Without it a key is made in the data directory, beside the embedded database; on another database, secrets are refused.',
    inPactBroker: false,
    isSecret: true,
  }),
}

export const webhookSettings = { ...requests, ...deliveries, ...secrecy }
