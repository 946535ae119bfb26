/**
 * What a webhook may be. Its method, its scheme and its host are on the lists of the configuration; its host holds no
 * parameter, so that it is known beforehand, and is no private address unless those are allowed or it is listed. The URL
 * holds no credentials: they have fields of their own, where they are secrets. A scope names a pacticipant or a label,
 * and a branch or the main branch, not both of either.
 */
import type { WebhookDetails } from '@tallystick/client/wire'
import type { Config } from '../kernel/config.ts'
import { isPublicAddress } from '../kernel/outgoing-addresses.ts'
import { isAddress, isHostAllowed, isHostListed, plainHost } from './allow-list.ts'
import { withoutParameters } from './template.ts'

export type RequestRules = Pick<
  Config,
  'webhookHttpMethodWhitelist' | 'webhookSchemeWhitelist' | 'webhookHostWhitelist' | 'webhookAllowPrivateAddresses'
>

/** Sentences by field. */
export type Problems = Readonly<Record<string, readonly string[]>>

const SEE = 'See /doc/webhooks#whitelist for more information.'

const METHODS = /^(get|head|post|put|patch|delete|options|trace|copy|lock|mkcol|move|propfind|proppatch|unlock)$/i
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f]/
// A body's length and the connection are the broker's affair; another host than the URL's would get around the rules.
const OWN_HEADERS = /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer)$/i
const UUID = /^[A-Za-z0-9_-]{16,}$/
const SECRET_LENGTH = 16
const STARRED = /^\**$/

export const isBlank = (value: string | null | undefined): boolean =>
  value === null || value === undefined || value.trim() === ''

/** Whether a secret is left as it is: a representation was sent back, or nothing was said. */
export const isStarred = (value: string | undefined): boolean => value === undefined || STARRED.test(value)

function methodProblem(method: string, { webhookHttpMethodWhitelist: list }: RequestRules): string | undefined {
  if (!METHODS.test(method)) return 'is not a recognised HTTP method'
  if (list.includes(method.toUpperCase())) return undefined
  return `must be ${list.length === 1 ? '' : 'one of '}${list.join(', ')}. ${SEE}`
}

/** What the parser takes is more than what is a URL: spaces, backslashes, one slash or three. */
function parseUrl(template: string, placeholder: string): URL | undefined {
  const text = withoutParameters(template, placeholder)
  if (!/^[a-z][a-z\d+.-]*:\/\/[^/?#]/i.test(text) || !/^[\u0021-\u007e]+$/.test(text) || text.includes('\\')) {
    return undefined
  }
  const url = URL.parse(text)
  return url && url.host !== '' ? url : undefined
}

function isPrivate(host: string): boolean {
  return isAddress(host) ? !isPublicAddress(host) : host === 'localhost' || host.endsWith('.localhost')
}

/** Why a URL may not be called, as the end of a sentence about it. */
export function urlRefusal(url: URL, rules: RequestRules): string | undefined {
  const { webhookSchemeWhitelist: schemes, webhookHostWhitelist: hosts } = rules
  if (!schemes.includes(url.protocol.slice(0, -1))) return `scheme must be ${schemes.join(', ')}. ${SEE}`
  if (!isHostAllowed(url.hostname, hosts)) {
    return `host must be in the whitelist ${hosts.map((host) => JSON.stringify(host)).join(', ')}. ${SEE}`
  }
  const isPermitted = rules.webhookAllowPrivateAddresses || isHostListed(url.hostname, hosts)
  if (isPermitted || !isPrivate(plainHost(url.hostname))) return undefined
  return `host must be public: ${url.hostname} leads to this machine or a private network. ${SEE}`
}

function urlProblem(template: string, rules: RequestRules): string | undefined {
  const url = parseUrl(template, 'placeholder')
  const other = parseUrl(template, 'differentplaceholder')
  if (!url || !other) return 'is not a valid URL eg. http://example.org'
  if (url.host !== other.host) return 'cannot have a template parameter in the host'
  if (url.username !== '' || url.password !== '') return 'cannot hold credentials: send them as username and password'
  return urlRefusal(url, rules)
}

function headerProblem(name: string, value: string): string | undefined {
  if (!HEADER_NAME.test(name)) return 'is not a name that a header can have'
  if (OWN_HEADERS.test(name)) return 'is set by the broker'
  return CONTROLS.test(value) ? 'cannot contain multiple lines or control characters' : undefined
}

function scopeProblems(role: 'consumer' | 'provider', scope: WebhookDetails['consumer']) {
  if (!scope) return []
  const isOpen = isBlank(scope.name) && isBlank(scope.label)
  return [
    [`${role}.name`, isOpen && isBlank(scope.branch) && !scope.mainBranch ? 'cannot be blank' : undefined],
    [
      `${role}.label`,
      !isBlank(scope.name) && !isBlank(scope.label) ? 'name and label cannot be provided at the same time' : undefined,
    ],
    [
      `${role}.mainBranch`,
      scope.mainBranch && !isBlank(scope.branch)
        ? 'branch and mainBranch cannot be provided at the same time'
        : undefined,
    ],
  ] as const
}

function secretProblem(secret: string | null | undefined): string | undefined {
  if (secret === null || isStarred(secret) || (secret ?? '').length >= SECRET_LENGTH) return undefined
  return `must have at least ${SECRET_LENGTH} characters`
}

/** What is wrong with a webhook by itself, whatever there is in the database. */
export function webhookProblems(webhook: WebhookDetails, rules: RequestRules): Problems {
  const { request } = webhook
  const found: readonly (readonly [field: string, sentence: string | undefined])[] = [
    ...scopeProblems('consumer', webhook.consumer),
    ...scopeProblems('provider', webhook.provider),
    ['request.method', methodProblem(request.method, rules)],
    ['request.url', urlProblem(request.url, rules)],
    ...Object.entries(request.headers ?? {}).map(
      ([name, value]) => [`request.headers.${name}`, headerProblem(name, value)] as const,
    ),
    ['signingSecret', secretProblem(webhook.signingSecret)],
  ]
  return Object.fromEntries(
    found.flatMap(([field, sentence]) => (sentence === undefined ? [] : [[field, [sentence]] as const])),
  )
}

export function uuidProblem(uuid: string): string | undefined {
  return UUID.test(uuid)
    ? undefined
    : 'The UUID can only contain the characters A-Z, a-z, 0-9, _ and -, and must be 16 or more characters.'
}

/** What a webhook is called that has no description: `POST example.org`. */
export function requestDescription({ method, url }: { readonly method: string; readonly url: string }): string {
  return `${method.toUpperCase()} ${URL.parse(withoutParameters(url, 'placeholder'))?.hostname ?? ''}`
}
