/**
 * Secrets wherever a provider may have repeated them: whole or in parts, as they are or decoded. What a provider said is
 * searched for all of them; the whole report for those that cannot be mistaken for a word, since contracts write
 * `Bearer token`, and no report should lose that word.
 */
import { type Credential, credentialsOf } from './security-credentials.ts'
import { REDACTED, schemeOf } from './security-redact.ts'
import type { OutgoingRequest } from './request.ts'

const SHORTEST = 4

function partsOf({ name, value }: Credential): readonly string[] {
  const scheme = schemeOf(value) ?? ''
  const secret = scheme === '' ? value : value.slice(scheme.length).trim()
  const [, ...password] = scheme.toLowerCase() === 'basic' ? Buffer.from(secret, 'base64').toString().split(':') : []
  const cookies = name.toLowerCase() === 'cookie' ? secret.split(';') : []
  const parts = [secret, password.join(':'), ...cookies.map((cookie) => cookie.trim().split('=').slice(1).join('='))]
  const tokens = parts.filter((part) => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(part))
  return [...parts, ...tokens.flatMap((token) => token.split('.'))]
}

/** The credentials of a request, whole and in parts. `named` are further headers that are some, in lower case. */
export function secretsOf(request: OutgoingRequest, named: readonly string[]): readonly string[] {
  return credentialsOf(request, named).flatMap(partsOf)
}

function formsOf(secret: string): readonly string[] {
  return [secret, encodeURIComponent(secret.toWellFormed()), JSON.stringify(secret).slice(1, -1)]
}

const isWord = (secret: string): boolean => /^[A-Za-z]{1,11}$/.test(secret)

function without(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text)
}

export interface Redactor {
  /** From now on these are left out. */
  add(secrets: readonly string[]): void
  /** What somebody else said, without any of them. */
  redact(text: string): string
  /** A report, without those that are no words. */
  redactAll<Value>(value: Value): Value
}

export function createRedactor(): Redactor {
  const known = new Set<string>()
  let ordered: readonly string[] | undefined

  /** The longest first: what is a part of another must not leave the rest of it. */
  function secrets(): readonly string[] {
    ordered ??= [...known].toSorted((one, other) => other.length - one.length)
    return ordered
  }

  return {
    add(added) {
      for (const secret of added.flatMap(formsOf)) if (secret.length >= SHORTEST) known.add(secret)
      ordered = undefined
    },
    redact: (text) => without(text, secrets()),
    redactAll(value) {
      const certain = secrets().filter((secret) => !isWord(secret))
      const found: typeof value = JSON.parse(JSON.stringify(value), (_name, inside: unknown) =>
        typeof inside === 'string' ? without(inside, certain) : inside,
      )
      return found
    },
  }
}
