import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { singleLine, text } from './text.ts'

const filledWord = text
  .refine((value) => value !== '', { error: 'must be filled', abort: true })
  .refine((value) => !/[\r\n]/.test(value), { error: 'cannot contain multiple lines', abort: true })
  .refine((value) => !/\s/.test(value), 'cannot contain spaces')

function productionSentence(input: unknown): string {
  if (input === undefined) return 'is missing'
  return input === null ? 'must be filled' : 'must be one of: true, false'
}

const contact = z.object({
  name: singleLine.refine((value) => value !== '', 'must be filled'),
  details: z.record(z.string(), z.unknown()).optional(),
})

/**
 * What a person says of an environment. What is left out is cleared when one is replaced.
 *
 * @example
 * environmentDetails.parse({ name: 'test', production: false }).production // → false
 */
export const environmentDetails = z.object({
  name: filledWord,
  displayName: singleLine.nullish(),
  production: z.boolean({ error: (issue) => productionSentence(issue.input) }),
  contacts: z.array(contact).optional(),
})
/** What a person says of an environment. */
export type EnvironmentDetails = z.infer<typeof environmentDetails>

/**
 * A place where applications run together.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/environments')
 * const [first] = (await reply.json())._embedded.environments
 * environment.parse(first).name // → 'production'
 */
export const environment = z.object({
  uuid: text,
  name: text,
  displayName: text,
  production: z.boolean(),
  contacts: z.array(contact).optional(),
  createdAt: timestamp,
  updatedAt: timestamp.optional(),
  _links: links,
})
/** A place where applications run together. */
export type Environment = z.infer<typeof environment>

/**
 * All environments.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/environments')
 * environments.parse(await reply.json())._embedded.environments.length // → 1
 */
export const environments = z.object({
  _embedded: z.object({ environments: z.array(environment) }),
  _links: links,
})
/** All environments. */
export type Environments = z.infer<typeof environments>
