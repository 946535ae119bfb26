/**
 * A webhook as the fields of a form have it. What the broker keeps to itself is not there: an empty field of a stored
 * secret keeps it. A body that nobody touched is sent back as it was; one that is written is sent to the letter.
 */
import type { WebhookDraft, WebhookToSave } from '@tallystick/client'
import type { Webhook, WebhookEventName } from '@tallystick/client/wire'

export interface SideForm {
  readonly who: 'any' | 'name' | 'label'
  /** The name, or the label. */
  readonly value: string
  readonly where: 'any' | 'main' | 'branch'
  readonly branch: string
}

export interface SecretForm {
  readonly text: string
  /** The broker has one, which it does not show. */
  readonly isStored: boolean
  readonly isRemoved: boolean
}

export interface HeaderForm {
  /** By which its fields are told from those of others. */
  readonly id: number
  readonly name: string
  readonly value: string
  readonly isStored: boolean
}

export interface WebhookForm {
  readonly description: string
  readonly enabled: boolean
  readonly events: readonly WebhookEventName[]
  readonly consumer: SideForm
  readonly provider: SideForm
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderForm[]
  readonly body: { readonly text: string; readonly stored: unknown }
  readonly username: string
  readonly password: SecretForm
  readonly signingSecret: SecretForm
}

const STARS = '**********'
const isStarred = (value: string | undefined) => value !== undefined && /^\*+$/.test(value)

function textOf(body: unknown): string {
  if (body === undefined || body === null) return ''
  return typeof body === 'string' ? body : JSON.stringify(body, undefined, 2)
}

function sideOf({ name, label, branch, mainBranch }: NonNullable<Webhook['consumer']> = {}): SideForm {
  return {
    who: name !== undefined ? 'name' : label !== undefined ? 'label' : 'any',
    value: name ?? label ?? '',
    where: branch !== undefined ? 'branch' : mainBranch ? 'main' : 'any',
    branch: branch ?? '',
  }
}

const secretOf = (shown: string | undefined): SecretForm => ({
  text: '',
  isStored: shown !== undefined,
  isRemoved: false,
})

export function formOf({ request, ...webhook }: Webhook): WebhookForm {
  const headers = Object.entries(request.headers ?? {}).map(([name, value], id) => {
    return { id, name, value: isStarred(value) ? '' : value, isStored: isStarred(value) }
  })
  return {
    description: webhook.description,
    enabled: webhook.enabled,
    events: webhook.events.map(({ name }) => name),
    consumer: sideOf(webhook.consumer),
    provider: sideOf(webhook.provider),
    method: request.method,
    url: request.url,
    headers,
    body: { text: textOf(request.body), stored: request.body },
    username: request.username ?? '',
    password: secretOf(request.password),
    signingSecret: secretOf(webhook.signingSecret),
  }
}

/** What a new webhook begins with. */
export function newForm({ consumer, provider }: { consumer?: string; provider?: string }): WebhookForm {
  return {
    description: '',
    enabled: true,
    events: ['contract_requiring_verification_published'],
    consumer: sideOf(consumer === undefined ? {} : { name: consumer }),
    provider: sideOf(provider === undefined ? {} : { name: provider }),
    method: 'POST',
    url: '',
    headers: [{ id: 0, name: 'content-type', value: 'application/json', isStored: false }],
    body: { text: '', stored: undefined },
    username: '',
    password: secretOf(undefined),
    signingSecret: secretOf(undefined),
  }
}

function scopeOf({ who, value, where, branch }: SideForm): WebhookToSave['consumer'] {
  if (who === 'any' && where === 'any') return undefined
  return {
    ...(who === 'name' ? { name: value } : {}),
    ...(who === 'label' ? { label: value } : {}),
    ...(where === 'branch' ? { branch } : {}),
    ...(where === 'main' ? { mainBranch: true } : {}),
  }
}

function secretToSave({ text, isRemoved }: SecretForm): string | null | undefined {
  if (isRemoved) return null
  return text === '' ? undefined : text
}

function bodyToSave({ text, stored }: WebhookForm['body']): unknown {
  if (text === textOf(stored)) return stored
  return text === '' ? undefined : text
}

/** Headers without a name are lines that nobody filled in. */
function headersToSave(headers: readonly HeaderForm[]): Readonly<Record<string, string>> {
  const named = headers.filter(({ name }) => name.trim() !== '')
  return Object.fromEntries(
    named.map(({ name, value, isStored }) => [name.trim(), isStored && value === '' ? STARS : value]),
  )
}

/** What the broker is told to keep. */
export function toSave(form: WebhookForm): WebhookToSave {
  const { description, enabled, events, method, url, username } = form
  return {
    description,
    enabled,
    events,
    consumer: scopeOf(form.consumer),
    provider: scopeOf(form.provider),
    request: {
      method: method.trim(),
      url: url.trim(),
      headers: headersToSave(form.headers),
      body: bodyToSave(form.body),
      ...(username === '' ? { password: null } : { username, password: secretToSave(form.password) }),
    },
    signingSecret: secretToSave(form.signingSecret),
  }
}

/** What can be tried without being saved: stored secrets are not known here, and are left out. */
export function toTry(form: WebhookForm): WebhookToSave {
  return toSave({ ...form, headers: form.headers.filter(({ value, isStored }) => !isStored || value !== '') })
}

/** Whether something is left out when it is tried without being saved. */
export function hasStoredSecrets({ headers, password, signingSecret }: WebhookForm): boolean {
  const secrets = [password, signingSecret].filter(({ isRemoved }) => !isRemoved)
  const texts = [...headers.map(({ value, isStored }) => ({ text: value, isStored })), ...secrets]
  return texts.some(({ text, isStored }) => isStored && text === '')
}

/** What the preview is made of. */
export function toPreview(form: WebhookForm, event: WebhookEventName): WebhookDraft {
  const { consumer, provider, request } = toSave(form)
  const { password: _password, ...shown } = request
  const { text, isStored, isRemoved } = form.signingSecret
  return {
    event,
    consumer: consumer && { name: consumer.name, branch: consumer.branch },
    provider: provider && { name: provider.name, branch: provider.branch },
    request: shown,
    isSigned: text !== '' || (isStored && !isRemoved),
  }
}
