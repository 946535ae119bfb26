import { z } from 'zod'
import { environment } from './environments.ts'
import { links, timestamp } from './hal.ts'
import { singleLine, text } from './text.ts'
import { embeddedVersion } from './versions.ts'

/**
 * Which instance of the application the version was deployed to; `target` is the older name. Empty means none.
 *
 * @example
 * newDeployedVersion.parse({ applicationInstance: 'blue' }) // → { applicationInstance: 'blue' }
 */
export const newDeployedVersion = z.object({
  applicationInstance: singleLine.nullish(),
  target: singleLine.nullish(),
})
/** Which instance of the application a version was deployed to. */
export type NewDeployedVersion = z.infer<typeof newDeployedVersion>

/**
 * `false` records that the version does not run there any more.
 *
 * @example
 * deployedVersionChange.parse({ currentlyDeployed: false }) // → { currentlyDeployed: false }
 */
export const deployedVersionChange = z.object({ currentlyDeployed: z.boolean().optional() })

/**
 * `false` records that the version is not supported any more.
 *
 * @example
 * releasedVersionChange.parse({ currentlySupported: false }) // → { currentlySupported: false }
 */
export const releasedVersionChange = z.object({ currentlySupported: z.boolean().optional() })

const pacticipant = z.object({ name: text, _links: links })

/**
 * That a version was deployed to an environment, and whether it runs there still.
 *
 * @example
 * const environment = await broker.getEnvironment('production')
 * const reply = await fetch(`http://127.0.0.1:9292/environments/${environment.uuid}/deployed-versions/currently-deployed`)
 * const [first] = (await reply.json())._embedded.deployedVersions
 * deployedVersion.parse(first).currentlyDeployed // → true
 */
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
/** That a version was deployed to an environment. */
export type DeployedVersion = z.infer<typeof deployedVersion>

/**
 * What is deployed to an environment now.
 *
 * @example
 * const environment = await broker.getEnvironment('production')
 * const reply = await fetch(`http://127.0.0.1:9292/environments/${environment.uuid}/deployed-versions/currently-deployed`)
 * deployedVersions.parse(await reply.json())._embedded.deployedVersions.length // → 1
 */
export const deployedVersions = z.object({
  _embedded: z.object({ deployedVersions: z.array(deployedVersion) }),
  _links: links,
})
/** What is deployed to an environment now. */
export type DeployedVersions = z.infer<typeof deployedVersions>

/**
 * That a version was released to an environment, and whether it is supported still.
 *
 * @example
 * const environment = await broker.getEnvironment('production')
 * const reply = await fetch(`http://127.0.0.1:9292/environments/${environment.uuid}/released-versions/currently-supported`)
 * const [first] = (await reply.json())._embedded.releasedVersions
 * releasedVersion.parse(first).currentlySupported // → true
 */
export const releasedVersion = z.object({
  uuid: text,
  currentlySupported: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  supportEndedAt: timestamp.optional(),
  _embedded: z.object({ pacticipant, version: embeddedVersion, environment: environment.optional() }).optional(),
  _links: links,
})
/** That a version was released to an environment. */
export type ReleasedVersion = z.infer<typeof releasedVersion>

/**
 * What is released to an environment and still supported.
 *
 * @example
 * const environment = await broker.getEnvironment('production')
 * const reply = await fetch(`http://127.0.0.1:9292/environments/${environment.uuid}/released-versions/currently-supported`)
 * releasedVersions.parse(await reply.json())._embedded.releasedVersions.length // → 1
 */
export const releasedVersions = z.object({
  _embedded: z.object({ releasedVersions: z.array(releasedVersion) }),
  _links: links,
})
/** What is released to an environment and still supported. */
export type ReleasedVersions = z.infer<typeof releasedVersions>
