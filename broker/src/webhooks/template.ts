/**
 * The request of a webhook is a template: `${pactbroker.name}` stands for something of the event that set it off, in the
 * URL, in headers, in the credentials and in the body. A parameter that there is nothing to say for becomes empty; one
 * that does not exist stays as it is written. Values are put in once and never read as templates themselves, and each
 * is escaped for its place, so that it arrives as it is and cannot change what is around it:
 * in a URL percent-encoded; in a header on one line; in JSON as part of the string that it stands in.
 */
export const parameterNames = [
  'consumerName',
  'consumerVersionNumber',
  'consumerVersionTags',
  'consumerVersionBranch',
  'consumerLabels',
  'providerName',
  'providerVersionNumber',
  'providerVersionTags',
  'providerVersionBranch',
  'providerVersionDescriptions',
  'providerLabels',
  'currentlyDeployedProviderVersionNumber',
  'pactUrl',
  'verificationResultUrl',
  'githubVerificationStatus',
  'bitbucketVerificationStatus',
  'azureDevOpsVerificationStatus',
  'gitlabVerificationStatus',
  'eventName',
  'buildUrl',
  // What deployments and branches are about, which need not be the consumer or the provider of anything.
  'pacticipantName',
  'pacticipantVersionNumber',
  'branchName',
  'environmentName',
] as const

/** What is left out is empty. */
export type WebhookParameters = Readonly<Partial<Record<(typeof parameterNames)[number], string>>>

export interface RequestTemplate {
  readonly method: string
  readonly url: string
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Text is sent as it is, null is no body, anything else is sent as JSON. */
  readonly body: unknown
  readonly username: string | null
  readonly password: string | null
}

export interface RenderedRequest {
  readonly method: string
  readonly url: string
  /** By names in lower case; their values are text of any language, to be sent as UTF-8. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export const STARS = '**********'

const PARAMETER = /\$\{pactbroker\.(\w+)\}/g
const names: ReadonlySet<string> = new Set(parameterNames)
const CONTROLS = /[\u0000-\u001f\u007f]+/g
const SENSITIVE = /authorization|token|cookie|secret|key/i

type Escape = (value: string) => string

const asItIs: Escape = (value) => value
const inUrl: Escape = (value) =>
  encodeURIComponent(value.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
const inHeader: Escape = (value) => value.replaceAll(CONTROLS, ' ').trim()
const inJsonString: Escape = (value) => JSON.stringify(value).slice(1, -1)

function isParameterName(name: string): name is (typeof parameterNames)[number] {
  return names.has(name)
}

function fill(template: string, parameters: WebhookParameters, escape: Escape): string {
  return template.replaceAll(PARAMETER, (written, name: string) =>
    isParameterName(name) ? escape(parameters[name] ?? '') : written,
  )
}

/** The text with something else in place of every parameter, known or not. */
export function withoutParameters(template: string, replacement: string): string {
  return template.replaceAll(/\$\{pactbroker\.[^}]+\}/g, () => replacement)
}

/** What is written like a parameter, but is none. */
export function unknownParameters({ url, headers, body, username, password }: RequestTemplate): readonly string[] {
  const written = [url, ...Object.values(headers), bodyOf(body)?.text, username, password].join('\n')
  const found = [...written.matchAll(/\$\{pactbroker\.([^}]*)\}/g)].map(([, name = '']) => name)
  return [...new Set(found)].filter((name) => !isParameterName(name))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Nothing in JSON begins with `$` but within a string: where a template is JSON, its parameters are in strings. */
function bodyOf(body: unknown): { readonly text: string; readonly isJson: boolean } | undefined {
  if (body === null || body === undefined) return undefined
  if (typeof body === 'string') return { text: body, isJson: isJson(body) }
  return { text: JSON.stringify(body), isJson: true }
}

function authorization({ username, password }: RequestTemplate, parameters: WebhookParameters) {
  if (username === null || username === '') return {}
  const credentials = [username, password ?? ''].map((part) => fill(part, parameters, asItIs)).join(':')
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}

/** The request as it is to be sent. */
export function fillTemplate(request: RequestTemplate, parameters: WebhookParameters): RenderedRequest {
  const body = bodyOf(request.body)
  // Text without a type is what the Pact Broker sends it as.
  const type = body?.isJson ? 'application/json' : 'application/x-www-form-urlencoded'
  const given = Object.entries(request.headers).map(([name, value]) => [name, fill(value, parameters, inHeader)])
  return {
    method: request.method.toUpperCase(),
    url: fill(request.url, parameters, inUrl),
    headers: {
      ...(body ? { 'content-type': type } : {}),
      ...Object.fromEntries(given),
      ...authorization(request, parameters),
    },
    body: body && fill(body.text, parameters, body.isJson ? inJsonString : asItIs),
  }
}

export function isSensitive(headerName: string): boolean {
  return SENSITIVE.test(headerName)
}

/**
 * Whether a header is a secret: by its name, unless its value is parameters only, with or without the word before a
 * credential.
 */
export function isSecretHeader(name: string, value: string): boolean {
  const rest = withoutParameters(value, '').replace(/^\s*(basic|bearer|token)\b/i, '')
  return isSensitive(name) && rest.trim() !== ''
}

/** The request for people to see. */
export function redactRequest(request: RenderedRequest): RenderedRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, isSensitive(name) ? STARS : value])
  return { ...request, headers: Object.fromEntries(headers) }
}
