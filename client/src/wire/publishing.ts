import { z } from 'zod'
import { embeddedVersion } from './versions.ts'
import { link, links, notice } from './hal.ts'

// Publishing tells an empty value ("must be filled") from a blank one ("cannot be blank").
const missing = (value: unknown): boolean => value === null || value === '' || value === undefined
const noNul = (value: string) => !value.includes('\u0000')
const oneLine = (value: string) => !/[\r\n]/.test(value)

const text = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a string') })
  .refine(noNul, 'cannot contain a NUL character')

const isFilled = (value: string) => value.trim() !== ''
const emptyOrBlank = (issue: { readonly input?: unknown }) =>
  issue.input === '' ? 'must be filled' : 'cannot be blank'
const name = text.refine(isFilled, { error: emptyOrBlank }).refine(oneLine, 'cannot contain multiple lines')

const oneOf = <const Value extends string>(...values: readonly Value[]) =>
  z.enum(values, {
    error: (issue) => {
      if (issue.input === undefined) return 'is missing'
      return missing(issue.input) ? 'must be filled' : `must be one of: ${values.join(', ')}`
    },
  })

// Some clients send a number as a tag.
const tag = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z
    .string({ error: 'must be filled' })
    .refine(isFilled, { error: emptyOrBlank })
    .refine(oneLine, 'cannot contain multiple lines')
    .refine(noNul, 'cannot contain a NUL character'),
)

/**
 * One contract of a publication.
 *
 * @example
 * const content = btoa(JSON.stringify({ consumer: { name: 'Shop' }, provider: { name: 'Stock' }, interactions: [] }))
 * const form = { contentType: 'application/json', specification: 'pact' }
 * contractToPublish.safeParse({ consumerName: 'Shop', providerName: 'Stock', content, ...form }).success // → true
 */
export const contractToPublish = z.object({
  /** The pacticipant of the publication. */
  consumerName: name,
  providerName: name,
  /** The contract, a JSON object, in base64. */
  content: text.refine((value) => value !== '', 'must be filled'),
  contentType: oneOf('application/json'),
  specification: oneOf('pact'),
  /**
   * What to do where this version has a contract with the provider already: `overwrite` accepts the same content only
   * (unless the broker allows dangerous modification), `merge` adds the interactions that are new.
   */
  onConflict: oneOf('overwrite', 'merge').optional(),
})
/** One contract of a publication. */
export type ContractToPublish = z.infer<typeof contractToPublish>

/**
 * A consumer version with its contracts.
 *
 * @example
 * const publication = { pacticipantName: 'Shop', pacticipantVersionNumber: '1', branch: 'main', contracts: [] }
 * contractPublication.parse(publication).branch // → 'main'
 */
export const contractPublication = z.object({
  pacticipantName: name,
  pacticipantVersionNumber: name,
  tags: z.array(tag).nullish(),
  branch: z
    .string({ error: 'must be a string' })
    .refine(isFilled, 'cannot be blank')
    .refine(oneLine, 'cannot contain multiple lines')
    .refine(noNul, 'cannot contain a NUL character')
    .nullish(),
  buildUrl: z
    .string({ error: 'must be a string' })
    .refine(oneLine, 'cannot contain multiple lines')
    .refine(noNul, 'cannot contain a NUL character')
    .nullish(),
  contracts: z.array(contractToPublish),
})
/** A consumer version with its contracts, as it is sent. */
export type ContractPublication = z.input<typeof contractPublication>

/**
 * What came of a publication.
 *
 * @example
 * const headers = { 'content-type': 'application/json' }
 * const body = JSON.stringify({ pacticipantName: 'Shop', pacticipantVersionNumber: '1', contracts: [] })
 * const reply = await fetch('http://127.0.0.1:9292/contracts/publish', { method: 'POST', headers, body })
 * publishedContracts.parse(await reply.json())._embedded.pacticipant.name // → 'Shop'
 */
export const publishedContracts = z.object({
  /** The notices as older clients read them. */
  logs: z.array(z.object({ level: z.string(), message: z.string(), deprecationWarning: z.string() })),
  /** What happened and what to do next, to be printed in this order. */
  notices: z.array(notice),
  _embedded: z.object({
    pacticipant: z.object({ name: z.string(), _links: links }),
    version: embeddedVersion.extend({ buildUrl: z.string().optional() }),
  }),
  _links: z
    .object({
      'pb:pacticipant': link,
      'pb:pacticipant-version': link,
      'pb:pacticipant-version-tags': z.array(link),
      'pb:contracts': z.array(link),
    })
    .loose(),
})
/** What came of a publication. */
export type PublishedContracts = z.infer<typeof publishedContracts>

/**
 * Why nothing was published (409): the errors, and for changed content what the difference is.
 *
 * @example
 * publicationConflict.parse({ notices: [], errors: { contracts: ['It says something else.'] } }).errors.contracts.length // → 1
 */
export const publicationConflict = z.object({
  notices: z.array(notice),
  errors: z.object({ contracts: z.array(z.string()) }),
})
/** Why nothing was published. */
export type PublicationConflict = z.infer<typeof publicationConflict>
