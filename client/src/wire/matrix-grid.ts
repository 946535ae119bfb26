import { z } from 'zod'
import { links, timestamp } from './hal.ts'
import { text } from './text.ts'

const gridVersion = z.object({
  number: text,
  /** The branch that the version was put on last. */
  branch: text.nullable(),
  /** Where it is deployed or released. */
  environments: z.array(z.object({ name: text, displayName: text, production: z.boolean() })),
})

/**
 * The versions of a pair with the results between them, newest first. Of each side a page of versions, and on the first
 * page those that are in an environment as well, however old they are.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/matrix/provider/Stock/consumer/Shop/grid')
 * matrixGrid.parse(await reply.json()).consumer.versions[0]?.number // → '1'
 */
export const matrixGrid = z.object({
  consumer: z.object({
    name: text,
    /** Those that have a contract with the provider; equal contracts have an equal `sha`. */
    versions: z.array(gridVersion.extend({ sha: text, publishedAt: timestamp })),
    hasOlder: z.boolean(),
  }),
  provider: z.object({
    name: text,
    /** Those that have verified one, those that are in an environment, and the newest of the main branch. */
    versions: z.array(gridVersion),
    hasOlder: z.boolean(),
  }),
  /** What there is no result for is not listed. */
  results: z.array(z.object({ consumerVersion: text, providerVersion: text, success: z.boolean() })),
  _links: links,
})
/** The versions of a pair with the results between them. */
export type MatrixGrid = z.infer<typeof matrixGrid>

/**
 * One contract and one version of its provider, explained: what came out of it, when and in which build, whether it was
 * found out for another consumer version with the same contract, and what to run next.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/matrix/provider/Stock/consumer/Shop/version/1?providerVersion=5')
 * matrixCell.parse(await reply.json()).result?.success // → true
 */
export const matrixCell = z.object({
  consumer: z.object({ name: text, version: text }),
  /** The version is null where none was asked for and none has verified the contract. */
  provider: z.object({ name: text, version: text.nullable() }),
  contract: z.object({
    sha: text,
    publishedAt: timestamp,
    /** The oldest consumer version whose contract has the same content. */
    firstVersion: text,
  }),
  result: z
    .object({
      number: z.number().int(),
      success: z.boolean(),
      verifiedAt: timestamp,
      buildUrl: text.nullable(),
      /** It came before this consumer version had the contract: it was found out for an older one with the same content. */
      isReused: z.boolean(),
      /** It stopped nobody: the content had never been verified before. */
      isPending: z.boolean(),
    })
    .nullable(),
  /** The command that brings a result, or shows why there is a failure; `<words>` are to be filled in. */
  next: text.nullable(),
  _links: links,
})
/** One contract and one version of its provider, explained. */
export type MatrixCell = z.infer<typeof matrixCell>
