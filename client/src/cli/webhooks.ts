import type { Command } from 'commander'
import type { BrokerClient } from '../broker/broker-client.ts'
import type { Webhook } from '../wire/webhooks.ts'
import { type AskOptions, addAnswer } from './ask.ts'
import { exitCode } from './exit-code.ts'
import { ALL_FORMS } from './output-option.ts'
import { type Report, done } from './report.ts'
import type { Run } from './run.ts'
import { type WebhookOptions, addWebhookOptions, readWebhook } from './webhook-options.ts'

interface ByUuidOptions extends AskOptions {
  readonly uuid: string
}

type CreateOptions = AskOptions & WebhookOptions

function reportOf(webhook: Webhook, what: string): Report {
  const { uuid, description, request } = webhook
  const name = description || `${request.method} ${request.url}`
  return { json: webhook, id: uuid, blocks: [done(`The webhook ${name} is ${what} (${uuid}).`)] }
}

export function defineCreateWebhook(command: Command, run: Run): void {
  addWebhookOptions(command)
  addAnswer<CreateOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    answer: async (options, broker, terminal) =>
      reportOf(await broker.createWebhook(readWebhook(command.args, options, terminal)), 'created'),
  })
}

export function defineCreateOrUpdateWebhook(command: Command, run: Run): void {
  addWebhookOptions(command).requiredOption('--uuid <uuid>', 'the UUID that it has, or is to have (see generate-uuid)')
  addAnswer<CreateOptions & ByUuidOptions>(command, {
    forms: ['text', 'json', 'id'],
    run,
    async answer(options, broker, terminal) {
      const webhook = readWebhook(command.args, options, terminal)
      const isNew = (await broker.findWebhook(options.uuid)) === undefined
      return reportOf(await broker.saveWebhook(options.uuid, webhook), isNew ? 'created' : 'updated')
    },
  })
}

export function defineDeleteWebhook(command: Command, run: Run): void {
  command.requiredOption('--uuid <uuid>', 'the UUID of the webhook')
  addAnswer<ByUuidOptions>(command, {
    forms: ['text', 'json'],
    run,
    async answer({ uuid }, broker) {
      // A pipeline that is run again finds it gone.
      const isThere = (await broker.findWebhook(uuid)) !== undefined
      if (isThere) await broker.deleteWebhook(uuid)
      const what = isThere ? `The webhook ${uuid} is deleted.` : `There is no webhook ${uuid}.`
      return { json: { uuid, deleted: isThere }, blocks: [done(what)] }
    },
  })
}

interface TestOptions extends ByUuidOptions {
  readonly fail?: boolean
}

async function testWebhook({ uuid, fail }: TestOptions, broker: BrokerClient) {
  const execution = await broker.testWebhook(uuid)
  const { success, logs, response, error } = execution
  const why = response ? `it was answered with ${response.status}` : (error?.message ?? 'there was no answer')
  const verdict = success
    ? ({ text: 'The webhook works.', format: 'green' } as const)
    : ({ text: `The webhook does not work: ${why}.`, format: 'red' } as const)
  return {
    json: execution,
    blocks: [{ lines: [verdict] }, { code: logs, language: 'text' }],
    code: success || !fail ? exitCode.yes : exitCode.no,
  }
}

export function defineTestWebhook(command: Command, run: Run): void {
  command
    .requiredOption('--uuid <uuid>', 'the UUID of the webhook')
    // The Pact CLIs end with 0 whenever the broker has called it.
    .option('--fail', 'end with 1 when the webhook does not work')
  addAnswer<TestOptions>(command, { forms: ['text', 'json'], run, answer: testWebhook })
}

const scopeOf = (scope: Webhook['consumer']) => scope?.name ?? (scope?.label ? `label ${scope.label}` : 'any')

export function defineListWebhooks(command: Command, run: Run): void {
  addAnswer(command, {
    forms: ALL_FORMS,
    run,
    async answer(_options, broker) {
      const webhooks = await broker.listWebhooks()
      const rows = webhooks.map((webhook) => [
        webhook.uuid,
        webhook.description,
        webhook.enabled ? 'yes' : 'no',
        scopeOf(webhook.consumer),
        scopeOf(webhook.provider),
        webhook.events.map(({ name }) => name).join(', '),
        `${webhook.request.method} ${webhook.request.url}`,
      ])
      const header = ['UUID', 'DESCRIPTION', 'ENABLED', 'CONSUMER', 'PROVIDER', 'EVENTS', 'REQUEST']
      const none = { text: 'There are no webhooks.' }
      return {
        json: { _embedded: { webhooks } },
        blocks: rows.length > 0 ? [{ header, rows }] : [{ lines: [none] }],
      }
    },
  })
}
