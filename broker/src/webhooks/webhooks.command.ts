import type { WebhookDetails } from '@tallystick/client/wire'
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'
import { recordAudit } from '../accounts/audit.command.ts'
import type { Connection, Context, Database } from '../context.ts'
import { invalid } from '../kernel/broker-error.ts'
import type { Secrets } from '../kernel/secrets.ts'
import { transaction } from '../kernel/transaction.ts'
import { findPacticipant } from '../pacticipants/pacticipants.sql.ts'
import type { RequestTemplate } from './template.ts'
import { auditedWebhook, changedSecrets } from './webhook-audit.ts'
import { type Problems, isBlank, uuidProblem, webhookProblems } from './webhook-rules.ts'
import {
  type FormerSecrets,
  type WebhookSecrets,
  formerSecrets,
  secretFields,
  sortSecrets,
  templateOf,
} from './webhook-secrets.ts'
import { NO_KEY, UNKNOWN_PACTICIPANT, webhookNotFound } from './webhooks.errors.ts'
import {
  type WebhookRow,
  type WebhookToSave,
  deleteWebhook,
  findWebhook,
  insertWebhook,
  lockSecretsNotBeginningWith,
  lockWebhook,
  replaceSecrets,
  updateWebhook,
} from './webhooks.sql.ts'

type Given = Pick<Context, 'config' | 'secrets'>
type Scope = WebhookDetails['consumer']

async function findScope(db: Connection, scope: Scope) {
  const name = isBlank(scope?.name) ? undefined : (scope?.name ?? undefined)
  const found = name === undefined ? undefined : await findPacticipant(db, name)
  return {
    isUnknown: name !== undefined && found === undefined,
    id: found?.id ?? null,
    label: isBlank(scope?.label) ? null : (scope?.label ?? null),
    branch: isBlank(scope?.branch) ? null : (scope?.branch ?? null),
    mainBranch: scope?.mainBranch ?? false,
  }
}

function throwProblems(problems: Problems): void {
  if (Object.keys(problems).length > 0) throw invalid(problems)
}

interface Prepared {
  readonly webhook: WebhookToSave
  readonly opened: WebhookSecrets
}

/** The webhook as it is stored; refused, with everything that is wrong with it, when it is not right. */
async function prepare(
  db: Connection,
  { config, secrets }: Given,
  { details, former, problems }: { details: WebhookDetails; former: FormerSecrets; problems?: Problems },
): Promise<Prepared> {
  const [consumer, provider] = [await findScope(db, details.consumer), await findScope(db, details.provider)]
  const sorted = sortSecrets(details, former)
  const fields = secretFields(sorted.secrets)
  throwProblems({
    ...problems,
    ...webhookProblems(details, config),
    ...(consumer.isUnknown ? { 'consumer.name': [UNKNOWN_PACTICIPANT] } : {}),
    ...(provider.isUnknown ? { 'provider.name': [UNKNOWN_PACTICIPANT] } : {}),
    ...sorted.problems,
    ...(secrets.canSeal ? {} : Object.fromEntries(fields.map((field) => [field, [NO_KEY]]))),
  })
  const { method, url, body = null, username = null } = details.request
  const webhook = {
    description: isBlank(details.description) ? null : (details.description ?? null),
    enabled: details.enabled,
    events: [...new Set(details.events.map(({ name }) => name))],
    consumer,
    provider,
    method,
    url,
    headers: sorted.headers,
    body,
    username,
    secrets: fields.length > 0 ? secrets.seal(sorted.secrets) : null,
  }
  return { webhook, opened: sorted.secrets }
}

interface Change {
  readonly uuid: string
  readonly row: WebhookRow | undefined
  readonly former: FormerSecrets
  readonly opened: WebhookSecrets
}

/** Notes what a webhook was and what it is; of its secrets only which changed. */
async function noteChange(trx: Connection, context: Context, { uuid, row, former, opened }: Change): Promise<void> {
  const saved = await findWebhook(trx, uuid)
  if (!saved) return
  const fields = changedSecrets(former, opened)
  await recordAudit(trx, context, {
    action: row ? 'webhook-updated' : 'webhook-created',
    subject: { kind: 'webhook', name: uuid },
    before: row && auditedWebhook(row),
    after: { ...auditedWebhook(saved), ...(fields.length > 0 ? { changedSecrets: fields } : {}) },
  })
}

/** The UUID of the new webhook. */
export async function createWebhook(context: Context, details: WebhookDetails): Promise<string> {
  const uuid = randomBytes(16).toString('base64url')
  await transaction(context.db, async (trx) => {
    const { webhook, opened } = await prepare(trx, context, { details, former: 'none' })
    await insertWebhook(trx, uuid, webhook)
    await noteChange(trx, context, { uuid, row: undefined, former: 'none', opened })
  })
  return uuid
}

/** Creates the webhook, or replaces everything of it but the secrets that are not sent. */
export async function putWebhook(
  context: Context,
  uuid: string,
  details: WebhookDetails,
): Promise<'created' | 'updated'> {
  const wrong = uuidProblem(uuid)
  const problems = wrong === undefined ? {} : { uuid: [wrong] }
  return transaction(context.db, async (trx) => {
    for (;;) {
      const row = await lockWebhook(trx, uuid)
      const former = row ? formerSecrets(context.secrets, row) : 'none'
      const { webhook, opened } = await prepare(trx, context, { details, former, problems })
      if (row) await updateWebhook(trx, uuid, webhook)
      // Somebody else may have been quicker: then there is one to replace by now.
      else if (!(await insertWebhook(trx, uuid, webhook))) continue
      await noteChange(trx, context, { uuid, row, former, opened })
      return row ? 'updated' : 'created'
    }
  })
}

export async function removeWebhook(context: Context, uuid: string): Promise<void> {
  await transaction(context.db, async (trx) => {
    const row = await lockWebhook(trx, uuid)
    if (!row || !(await deleteWebhook(trx, uuid))) throw webhookNotFound(uuid)
    const subject = { kind: 'webhook', name: uuid } as const
    await recordAudit(trx, context, { action: 'webhook-deleted', subject, before: auditedWebhook(row) })
  })
}

/** The request of a webhook that is to be tried before it is stored. */
export async function unsavedRequest({ db, config }: Context, details: WebhookDetails): Promise<RequestTemplate> {
  const { headers, secrets, problems } = sortSecrets(details, 'none')
  const [consumer, provider] = [await findScope(db, details.consumer), await findScope(db, details.provider)]
  throwProblems({
    ...webhookProblems(details, config),
    ...(consumer.isUnknown ? { 'consumer.name': [UNKNOWN_PACTICIPANT] } : {}),
    ...(provider.isUnknown ? { 'provider.name': [UNKNOWN_PACTICIPANT] } : {}),
    ...problems,
  })
  const { method, url, body = null, username = null } = details.request
  return templateOf({ method, url, headers, body, username }, secrets)
}

const countOf = (webhooks: number) => `${webhooks} webhook${webhooks === 1 ? '' : 's'}`

/** Seals with the current key what was sealed with an older one, so that the older one can be given up. */
export async function resealSecrets(db: Database, secrets: Secrets, log: Pick<Logger, 'info' | 'warn'>): Promise<void> {
  if (!secrets.canSeal) return
  const { resealed, unreadable } = await transaction(db, async (trx) => {
    const counts = { resealed: 0, unreadable: 0 }
    for (const row of await lockSecretsNotBeginningWith(trx, secrets.current)) {
      const opened = formerSecrets(secrets, row)
      if (typeof opened === 'string') {
        counts.unreadable += 1
        continue
      }
      await replaceSecrets(trx, { id: row.id, secrets: secrets.seal(opened) })
      counts.resealed += 1
    }
    return counts
  })
  if (resealed > 0) log.info({ webhooks: resealed }, `Encrypted the secrets of ${countOf(resealed)} with the first key`)
  if (unreadable > 0) {
    log.warn(
      { webhooks: unreadable },
      `The secrets of ${countOf(unreadable)} were encrypted with a key that is not in TALLYSTICK_ENCRYPTION_KEYS: add it, or send them anew`,
    )
  }
}
