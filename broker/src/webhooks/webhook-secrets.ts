/**
 * What of a webhook is secret, and what becomes of it when the webhook is replaced. Secret are the password, the signing
 * secret, and the headers that are named like credentials and hold more than parameters. A new value replaces the old
 * one and null removes it; what is left out, or sent back as the stars that it is shown as, stays. A header that is left
 * out goes, as other headers do.
 */
import type { WebhookDetails } from '@tallystick/client/wire'
import { z } from 'zod'
import { SecretError, type Secrets } from '../kernel/secrets.ts'
import { type RequestTemplate, isSecretHeader, isSensitive } from './template.ts'
import { type Problems, isStarred } from './webhook-rules.ts'

export const webhookSecrets = z.object({
  headers: z.record(z.string(), z.string()).default({}),
  password: z.string().optional(),
  signingSecret: z.string().optional(),
})
export type WebhookSecrets = z.output<typeof webhookSecrets>

/** `unreadable`: there are some, sealed by a key that the broker does not have. */
export type FormerSecrets = WebhookSecrets | 'none' | 'unreadable'

interface Sorted {
  /** By names in lower case; null stands for a value among the secrets. */
  readonly headers: Readonly<Record<string, string | null>>
  readonly secrets: WebhookSecrets
  readonly problems: Problems
}

const NOTHING_KEPT = 'is a placeholder: there is no value to keep. Send the value itself.'
const UNREADABLE =
  'was encrypted with a key that is not in TALLYSTICK_ENCRYPTION_KEYS any more. Send it anew, or null for none.'

/** What stays where nothing new was said, and why it cannot. */
function kept(former: FormerSecrets, value: string | undefined, old: (secrets: WebhookSecrets) => string | undefined) {
  if (former === 'unreadable') return { problem: UNREADABLE }
  const found = former === 'none' ? undefined : old(former)
  if (found !== undefined) return { value: found }
  return value === undefined || value === '' ? {} : { problem: NOTHING_KEPT }
}

function settled(
  value: string | null | undefined,
  former: FormerSecrets,
  old: (secrets: WebhookSecrets) => string | undefined,
): { readonly value?: string; readonly problem?: string } {
  if (value === null) return {}
  return value === undefined || isStarred(value) ? kept(former, value, old) : { value }
}

/** Takes a webhook's secrets apart from what may be seen of it. */
export function sortSecrets({ request, signingSecret }: WebhookDetails, former: FormerSecrets): Sorted {
  const headers: Record<string, string | null> = {}
  const secretHeaders: Record<string, string> = {}
  const problems: Record<string, readonly string[]> = {}
  for (const [written, value] of Object.entries(request.headers ?? {})) {
    const name = written.toLowerCase()
    const isKept = isSensitive(name) && isStarred(value)
    const settledHeader = isKept ? settled(value, former, (secrets) => secrets.headers[name]) : { value }
    if (settledHeader.problem !== undefined) problems[`request.headers.${written}`] = [settledHeader.problem]
    const isSecret = isSecretHeader(name, settledHeader.value ?? '')
    headers[name] = isSecret ? null : (settledHeader.value ?? '')
    if (isSecret) secretHeaders[name] = settledHeader.value ?? ''
  }
  const password = settled(request.password, former, (secrets) => secrets.password)
  if (password.problem !== undefined) problems['request.password'] = [password.problem]
  const signing = settled(signingSecret, former, (secrets) => secrets.signingSecret)
  if (signing.problem !== undefined) problems['signingSecret'] = [signing.problem]
  return {
    headers,
    secrets: {
      headers: secretHeaders,
      ...(password.value === undefined ? {} : { password: password.value }),
      ...(signing.value === undefined ? {} : { signingSecret: signing.value }),
    },
    problems,
  }
}

/** The fields that hold secrets. */
export function secretFields({ headers, password, signingSecret }: WebhookSecrets): readonly string[] {
  return [
    ...Object.keys(headers).map((name) => `request.headers.${name}`),
    ...(password === undefined ? [] : ['request.password']),
    ...(signingSecret === undefined ? [] : ['signingSecret']),
  ]
}

type StoredRequest = Omit<RequestTemplate, 'headers' | 'password'> & { readonly headers: Sorted['headers'] }

/** The request with its secrets put back. */
export function templateOf(
  { method, url, headers, body, username }: StoredRequest,
  secrets: WebhookSecrets,
): RequestTemplate {
  const whole = Object.entries(headers).map(([name, value]) => [name, value ?? secrets.headers[name] ?? ''])
  return { method, url, headers: Object.fromEntries(whole), body, username, password: secrets.password ?? null }
}

type StoredSecrets = { readonly secrets: Buffer | null }

/** Throws a `SecretError` where they cannot be read. */
function openWebhookSecrets(secrets: Secrets, row: StoredSecrets): WebhookSecrets {
  return webhookSecrets.parse(row.secrets === null ? {} : secrets.open(row.secrets))
}

export function formerSecrets(secrets: Secrets, row: StoredSecrets): FormerSecrets {
  try {
    return openWebhookSecrets(secrets, row)
  } catch (error) {
    if (error instanceof SecretError) return 'unreadable'
    throw error
  }
}
