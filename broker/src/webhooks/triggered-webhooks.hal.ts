import { type Page, paths } from '@tallystick/client/wire'
import { type Links, formatTime, pageLinks, present } from '../kernel/hal.ts'
import type { Pause } from './circuit.sql.ts'
import { originOf } from './deliverable.ts'
import { logText } from './delivery-log.ts'
import type { ExecutionRow, Pair, TriggeredWebhookRow } from './triggered-webhooks.sql.ts'
import { requestDescription } from './webhook-rules.ts'

/** What a delivery is judged by. */
export interface Prospects {
  readonly retrySchedule: readonly number[]
  /** The targets that are paused now. */
  readonly pauses: readonly Pause[]
}

const isFinished = ({ status }: TriggeredWebhookRow) => status === 'success' || status === 'failure'
const nameOf = ({ request }: TriggeredWebhookRow) => (request ? requestDescription(request) : undefined)

function pauseOf(row: TriggeredWebhookRow, { pauses }: Prospects): Pause | undefined {
  if (row.request === null || isFinished(row)) return undefined
  const origin = originOf(row.request.url)
  return pauses.find((pause) => pause.origin === origin)
}

function pauseReason({ origin, failures, lastError }: Pause): string {
  return `${origin} failed ${failures} times in a row: ${lastError ?? 'unknown'}`
}

export function pauseHal(pause: Pause) {
  return { until: formatTime(pause.until), reason: pauseReason(pause) }
}

function linksOf(links: Links, row: TriggeredWebhookRow) {
  const name = nameOf(row)
  const named = name === undefined ? {} : { name }
  const logs = { href: links.href(paths.triggeredWebhookLogs, row) }
  return {
    self: { href: links.href(paths.triggeredWebhook, row), title: 'Triggered webhook', ...named },
    'pb:logs': { ...logs, title: 'Webhook execution logs', ...named },
    logs: { ...logs, title: 'DEPRECATED - Use pb:logs', ...named },
    ...(row.request
      ? {
          'pb:webhook': { href: links.href(paths.webhook, { uuid: row.webhookUuid }), title: 'Webhook', ...named },
          'pb:redeliver': {
            href: links.href(paths.redeliverTriggeredWebhook, row),
            title: 'Deliver the same again (POST)',
          },
        }
      : {}),
  }
}

export function triggeredWebhookHal(links: Links, row: TriggeredWebhookRow, prospects: Prospects) {
  const remaining = isFinished(row) ? 0 : prospects.retrySchedule.length + 1 - row.attempts
  const pause = pauseOf(row, prospects)
  return {
    ...present({ name: nameOf(row) }),
    uuid: row.uuid,
    status: row.status,
    attemptsMade: row.attempts,
    attemptsRemaining: Math.max(0, remaining),
    triggerType: row.triggerType,
    eventName: row.eventName,
    ...present({ consumerName: row.consumerName, providerName: row.providerName }),
    triggeredAt: formatTime(row.createdAt),
    ...present({
      nextAttemptAt: row.nextAttemptAt && formatTime(row.nextAttemptAt),
      redeliveryOf: row.redeliveryOf,
      paused: pause && pauseHal(pause),
    }),
    _links: linksOf(links, row),
  }
}

function executionHal({ attempt, success, createdAt, durationMs, request, response, error, logs }: ExecutionRow) {
  return {
    attempt,
    success,
    createdAt: formatTime(createdAt),
    ...present({ durationMs, request, response, error }),
    logs,
  }
}

interface Detailed {
  readonly row: TriggeredWebhookRow
  readonly executions: readonly ExecutionRow[]
}

export function triggeredWebhookDetailsHal(links: Links, { row, executions }: Detailed, prospects: Prospects) {
  const { _links, ...properties } = triggeredWebhookHal(links, row, prospects)
  return { ...properties, executions: executions.map(executionHal), _links }
}

interface List {
  readonly rows: readonly TriggeredWebhookRow[]
  readonly page: Page | undefined
  readonly title: string
  readonly url: string
}

export function triggeredWebhooksHal(links: Links, { rows, page, title, url }: List, prospects: Prospects) {
  return {
    _embedded: { triggeredWebhooks: rows.map((row) => triggeredWebhookHal(links, row, prospects)) },
    ...(page ? { page } : {}),
    _links: { self: { title, href: url }, ...(page ? pageLinks(url, page) : {}) },
  }
}

/** Everything that was written down, and what it waits for now. */
export function logsText({ row, executions }: Detailed, { prospects, now }: { prospects: Prospects; now: Date }) {
  const pause = pauseOf(row, prospects)
  const paused = pause
    ? [logText(now, [['INFO', `Waiting: ${pauseReason(pause)}. The next call is at ${formatTime(pause.until)}`]])]
    : []
  const written = [...executions.map(({ logs }) => logs), ...paused]
  return written.length > 0 ? written.join('\n') : 'Webhook has not executed yet. Please retry in a few seconds.'
}

export function logsHal(links: Links, { row, executions }: Detailed, pair: Partial<Pair>) {
  return {
    eventName: row.eventName,
    ...present({ consumerName: pair.consumer, providerName: pair.provider }),
    executions: executions.map(({ success, logs, createdAt }) => ({ success, logs, createdAt: formatTime(createdAt) })),
    _embedded: { triggeredWebhook: { uuid: row.uuid } },
    _links: {
      self: { title: 'Triggered webhook logs', href: links.href(paths.triggeredWebhookLogs, row) },
      ...(row.request
        ? { 'pb:webhook': { title: 'Webhook', href: links.href(paths.webhook, { uuid: row.webhookUuid }) } }
        : {}),
    },
  }
}

function summary(rows: readonly TriggeredWebhookRow[]) {
  const count = (status: TriggeredWebhookRow['status']) => rows.filter((row) => row.status === status).length
  const [retrying, notRun] = [count('retrying'), count('not_run')]
  return {
    successful: count('success'),
    failed: count('failure'),
    ...(retrying > 0 ? { retrying } : {}),
    ...(notRun > 0 ? { notRun } : {}),
  }
}

interface Status {
  readonly pair: Pair
  readonly hasContract: boolean
  readonly rows: readonly TriggeredWebhookRow[]
  readonly prospects: Prospects
}

export function webhooksStatusHal(links: Links, { pair, hasContract, rows, prospects }: Status) {
  const { consumer, provider } = pair
  const failing = rows.filter(({ status }) => status === 'failure' || status === 'retrying')
  return {
    summary: summary(rows),
    _embedded: { triggeredWebhooks: rows.map((row) => triggeredWebhookHal(links, row, prospects)) },
    _links: {
      self: { href: links.href(paths.pactWebhooksStatus, pair), title: 'Webhooks status' },
      'pb:error-logs': failing.map((row) => ({
        href: links.href(paths.triggeredWebhookLogs, row),
        title: 'Error logs',
        ...present({ name: nameOf(row) }),
      })),
      'pb:pact-webhooks': {
        title: `Webhooks for the pact between ${consumer} and ${provider}`,
        href: links.href(paths.webhooksForPair, pair),
      },
      ...(hasContract
        ? {
            'pb:pact-version': {
              title: 'Pact',
              name: `Pact between ${consumer} and ${provider}`,
              href: links.href(paths.latestPact, pair),
            },
          }
        : {}),
      'pb:consumer': {
        title: 'Consumer',
        name: consumer,
        href: links.href(paths.pacticipant, { pacticipant: consumer }),
      },
      'pb:provider': {
        title: 'Provider',
        name: provider,
        href: links.href(paths.pacticipant, { pacticipant: provider }),
      },
    },
  }
}
