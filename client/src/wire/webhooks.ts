import { z } from 'zod'
import { webhookEventName, webhookEventNames } from './events.ts'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

const filledText = text.refine((value) => value !== '', 'must be filled')

const eventReference = z.object({
  name: z.enum(webhookEventNames, { error: ({ input }) => (input === '' ? 'must be filled' : undefined) }),
})

/** Which pacticipants, by name or by label, and which versions of them. */
const webhookScope = z.object({
  name: text.nullish(),
  label: text.nullish(),
  /** Only versions on this branch. */
  branch: text.nullish(),
  /** Only versions on the main branch. */
  mainBranch: z.boolean().nullish(),
})

/** The request to send: `${pactbroker.…}` in it stands for something of the event. */
const webhookRequestDetails = z.object({
  method: filledText,
  url: filledText,
  headers: z.record(z.string(), text).nullish(),
  /** Text is sent as it is, anything else as JSON; none when it is null or not there. */
  body: z.unknown().optional(),
  username: text.nullish(),
  /** Stars, or nothing, keep the one that there is; null takes it away. */
  password: text.nullish(),
})

/**
 * What a person says of a webhook. What is left out is as it is by default, except for secrets: those are kept.
 *
 * @example
 * webhookDetails.parse({ request: { method: 'POST', url: 'https://example.org' } }).events // → [{ name: 'contract_content_changed' }]
 */
export const webhookDetails = z.object({
  description: text.nullish(),
  consumer: webhookScope.nullish(),
  provider: webhookScope.nullish(),
  enabled: z.boolean().default(true),
  events: z
    .array(eventReference)
    .min(1)
    .nullish()
    .transform((events) => events ?? [{ name: 'contract_content_changed' as const }]),
  request: webhookRequestDetails,
  /** With which deliveries are signed. Stars, or nothing, keep the one that there is; null takes it away. */
  signingSecret: text.nullish(),
})
/** What a person says of a webhook, with what was left out filled in. */
export type WebhookDetails = z.output<typeof webhookDetails>

const shownScope = z.object({
  name: text.optional(),
  label: text.optional(),
  branch: text.optional(),
  mainBranch: z.boolean().optional(),
})

/**
 * That a target is left alone for a while, since it failed so often in a row. Deliveries to it wait meanwhile.
 *
 * @example
 * targetPause.parse({ until: '2026-11-22T10:05:00+00:00', reason: 'https://ci.example.org failed 5 times' }).until // → '2026-11-22T10:05:00+00:00'
 */
export const targetPause = z.object({
  /** When it is tried again. */
  until: timestamp,
  reason: text,
})
/** That a target is left alone for a while. */
export type TargetPause = z.infer<typeof targetPause>

/**
 * A webhook as the broker shows it: without its secrets.
 *
 * @example
 * const list = await fetch('http://127.0.0.1:9292/webhooks')
 * const [{ href }] = (await list.json())._links['pb:webhooks']
 * const reply = await fetch(href)
 * webhook.parse(await reply.json()).request.url // → 'https://example.org'
 */
export const webhook = z.object({
  uuid: text,
  description: text,
  consumer: shownScope.optional(),
  provider: shownScope.optional(),
  enabled: z.boolean(),
  request: z.object({
    method: text,
    url: text,
    /** By names in lower case; those that are secret are starred. */
    headers: z.record(z.string(), text).optional(),
    body: z.unknown().optional(),
    username: text.optional(),
    /** Starred. */
    password: text.optional(),
  }),
  events: z.array(z.object({ name: webhookEventName })),
  /** Starred. */
  signingSecret: text.optional(),
  /** While nothing is sent to its target. */
  paused: targetPause.optional(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
/** A webhook as the broker shows it. */
export type Webhook = z.infer<typeof webhook>

/**
 * The webhooks are links: the title says for which contracts, the name is the description.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/webhooks')
 * webhooks.parse(await reply.json())._links['pb:webhooks'] !== undefined // → true
 */
export const webhooks = z.object({ _links: links })
/** All webhooks, as links. */
export type Webhooks = z.infer<typeof webhooks>
