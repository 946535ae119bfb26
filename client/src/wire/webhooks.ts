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

/** What a person says of a webhook. What is left out is as it is by default, except for secrets: those are kept. */
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
export type WebhookDetails = z.output<typeof webhookDetails>

const shownScope = z.object({
  name: text.optional(),
  label: text.optional(),
  branch: text.optional(),
  mainBranch: z.boolean().optional(),
})

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
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
export type Webhook = z.infer<typeof webhook>

/** The webhooks are links: the title says for which contracts, the name is the description. */
export const webhooks = z.object({ _links: links })
export type Webhooks = z.infer<typeof webhooks>
