/**
 * What a broker says of what it knows, as far as it is taken over. Less than the wire asks for: older Pact Brokers leave
 * out what they had no notion of yet.
 */
import { z } from 'zod'
import { webhookEventName } from '../wire/events.ts'
import { links } from '../wire/hal.ts'

const named = z.object({ name: z.string() })
const page = z.object({ totalPages: z.number(), totalElements: z.number() }).optional()
const createdAt = z.string()

const application = named.extend({
  displayName: z.string().optional(),
  repositoryUrl: z.string().optional(),
  repositoryName: z.string().optional(),
  repositoryNamespace: z.string().optional(),
  mainBranch: z.string().optional(),
  createdAt,
  _embedded: z.object({ labels: z.array(named).optional() }).optional(),
})
export type ApplicationAnswer = z.infer<typeof application>
export const applications = z.object({ _embedded: z.object({ pacticipants: z.array(application) }), page })

const version = z.object({
  number: z.string(),
  buildUrl: z.string().optional(),
  createdAt,
  _embedded: z.object({
    branchVersions: z.array(named.extend({ latest: z.boolean().optional() })).optional(),
    tags: z.array(named).optional(),
  }),
  _links: links,
})
export type VersionAnswer = z.infer<typeof version>
export const versions = z.object({ _embedded: z.object({ versions: z.array(version) }), page })

export const branches = z.object({ _embedded: z.object({ branches: z.array(named.extend({ createdAt })) }), page })

/** What of a shown contract is not the contract: where it is from, and by which name its content is known. */
export const shownContract = z.object({ createdAt, _links: links })

const environment = named.extend({
  uuid: z.string(),
  displayName: z.string().optional(),
  production: z.boolean(),
  contacts: z.array(named.extend({ details: z.record(z.string(), z.unknown()).optional() })).optional(),
  createdAt,
})
export type EnvironmentAnswer = z.infer<typeof environment>
export const environments = z.object({ _embedded: z.object({ environments: z.array(environment) }) })

const whose = z.object({ pacticipant: named, version: z.object({ number: z.string() }) })
const deployed = z.object({
  currentlyDeployed: z.boolean(),
  applicationInstance: z.string().optional(),
  target: z.string().optional(),
  createdAt,
  undeployedAt: z.string().optional(),
  _embedded: whose.partial().optional(),
})
export type DeployedAnswer = z.infer<typeof deployed>
export const deployedVersions = z.object({ _embedded: z.object({ deployedVersions: z.array(deployed) }) })

const released = z.object({
  currentlySupported: z.boolean(),
  createdAt,
  supportEndedAt: z.string().optional(),
  _embedded: whose.partial().optional(),
})
export type ReleasedAnswer = z.infer<typeof released>
export const releasedVersions = z.object({ _embedded: z.object({ releasedVersions: z.array(released) }) })

export const comparisons = z.object({
  matrix: z.array(
    z.object({
      provider: z.object({ version: z.object({ number: z.string() }).nullable() }),
      verificationResult: z.object({ success: z.boolean(), verifiedAt: z.string(), _links: links }).nullable(),
    }),
  ),
})

export const contentResults = z.object({
  _embedded: z.object({
    verificationResults: z.array(
      z.object({
        number: z.number(),
        success: z.boolean(),
        verifiedAt: z.string(),
        providerVersion: z.object({ number: z.string() }),
      }),
    ),
  }),
  page,
})

export const result = z.object({
  success: z.boolean(),
  providerApplicationVersion: z.string(),
  verificationDate: z.string(),
  buildUrl: z.string().optional(),
  testResults: z.unknown().optional(),
  verifiedBy: z.record(z.string(), z.unknown()).optional(),
})

const scope = z.object({
  name: z.string().optional(),
  label: z.string().optional(),
  branch: z.string().optional(),
  mainBranch: z.boolean().optional(),
})

export const webhook = z.object({
  uuid: z.string(),
  description: z.string().optional(),
  consumer: scope.optional(),
  provider: scope.optional(),
  events: z.array(named).optional(),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.unknown().optional(),
    username: z.string().optional(),
    password: z.string().optional(),
  }),
  signingSecret: z.string().optional(),
})
export type WebhookAnswer = z.infer<typeof webhook>
export const webhooks = z.object({ _links: links })

/** A webhook as it is saved, in an archive. */
export const webhookToSave = webhook.pick({ description: true, consumer: true, provider: true, request: true }).extend({
  events: z.array(webhookEventName),
  enabled: z.boolean(),
})
