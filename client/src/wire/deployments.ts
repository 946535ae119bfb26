import { z } from 'zod'
import { environment } from './environments.ts'
import { links, timestamp } from './hal.ts'
import { singleLine, text } from './text.ts'
import { embeddedVersion } from './versions.ts'

/** Which instance of the application the version was deployed to; `target` is the older name. Empty means none. */
export const newDeployedVersion = z.object({
  applicationInstance: singleLine.nullish(),
  target: singleLine.nullish(),
})
export type NewDeployedVersion = z.infer<typeof newDeployedVersion>

/** `false` records that the version does not run there any more. */
export const deployedVersionChange = z.object({ currentlyDeployed: z.boolean().optional() })

/** `false` records that the version is not supported any more. */
export const releasedVersionChange = z.object({ currentlySupported: z.boolean().optional() })

const pacticipant = z.object({ name: text, _links: links })

export const deployedVersion = z.object({
  uuid: text,
  currentlyDeployed: z.boolean(),
  target: text.optional(),
  applicationInstance: text.optional(),
  undeployedAt: timestamp.optional(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _embedded: z.object({ pacticipant, version: embeddedVersion, environment: environment.optional() }).optional(),
  _links: links,
})
export type DeployedVersion = z.infer<typeof deployedVersion>

export const deployedVersions = z.object({
  _embedded: z.object({ deployedVersions: z.array(deployedVersion) }),
  _links: links,
})
export type DeployedVersions = z.infer<typeof deployedVersions>

export const releasedVersion = z.object({
  uuid: text,
  currentlySupported: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  supportEndedAt: timestamp.optional(),
  _embedded: z.object({ pacticipant, version: embeddedVersion, environment: environment.optional() }).optional(),
  _links: links,
})
export type ReleasedVersion = z.infer<typeof releasedVersion>

export const releasedVersions = z.object({
  _embedded: z.object({ releasedVersions: z.array(releasedVersion) }),
  _links: links,
})
export type ReleasedVersions = z.infer<typeof releasedVersions>
