import { z } from 'zod'
import { environment } from './environments.ts'
import { links, notice, timestamp } from './hal.ts'
import { overrideInForce } from './overrides.ts'
import { text } from './text.ts'

const branchVersion = z.object({ name: text, latest: z.boolean(), _links: links })
const matrixVersion = z.object({
  number: text,
  /** The branch that the version was put on last. */
  branch: text.nullable(),
  /** The same as `branchVersions`, for older clients. */
  branches: z.array(branchVersion),
  branchVersions: z.array(branchVersion),
  environments: z.array(environment),
  _links: links,
  tags: z.array(z.object({ name: text, latest: z.boolean(), _links: links })),
})

/**
 * One contract, and what one version of the provider found when it replayed it; null where nobody has.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/matrix?q[][pacticipant]=Shop&q[][pacticipant]=Stock')
 * const [row] = (await reply.json()).matrix
 * matrixRow.parse(row).verificationResult?.success // → true
 */
export const matrixRow = z.object({
  consumer: z.object({ name: text, version: matrixVersion, _links: links }),
  provider: z.object({ name: text, version: matrixVersion.nullable(), _links: links }),
  pact: z.object({ createdAt: timestamp, _links: links }),
  verificationResult: z.object({ success: z.boolean(), verifiedAt: timestamp, _links: links }).nullable(),
  ignored: z.literal(true).optional(),
})
/** One contract, and what one version of the provider found. */
export type MatrixRow = z.infer<typeof matrixRow>

/**
 * Why an answer is what it is. The codes are stable; the sentences are for people.
 *
 * @example
 * reasonCodes.includes('not-verified') // → true
 */
export const reasonCodes = [
  'all-verified',
  'no-integrations',
  'no-dependencies-in-target',
  'not-verified',
  'not-in-environment',
  'not-tagged',
  'not-on-branch',
  'no-versions',
  'verification-failed',
  'version-not-found',
  'nothing-to-ignore',
  'environment-not-specified',
  'version-not-specified',
  'parameter-not-known',
  'more-of-the-same',
  'rows-limited',
  'too-much-to-compare',
  'allowed-by-override',
] as const
/** Why an answer is what it is, as a stable code. */
export type ReasonCode = (typeof reasonCodes)[number]

/** One side of what was compared; the version is null where any would do, or where there is none. */
const compared = z.object({ name: text, version: text.nullable() })

/**
 * Why an answer is what it is: a code, the sentence, who is concerned, and what helps.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/matrix?q[][pacticipant]=Shop&q[][pacticipant]=Stock')
 * const [first] = (await reply.json()).reasons
 * reason.parse(first).code // → 'all-verified'
 */
export const reason = z.object({
  code: z.enum(reasonCodes),
  type: z.enum(['success', 'info', 'warning', 'error']),
  message: text,
  consumer: compared.nullable(),
  provider: compared.nullable(),
  /** The command that does the next step, where there is one; `<words>` are to be filled in. */
  next: text.nullable(),
})
/** Why an answer is what it is. */
export type Reason = z.infer<typeof reason>

/**
 * The answer of the matrix and of can-i-deploy. `deployable` is null where results are missing.
 *
 * @example
 * const reply = await fetch('http://127.0.0.1:9292/can-i-deploy?pacticipant=Shop&version=1&environment=production')
 * matrix.parse(await reply.json()).summary.deployable // → true
 */
export const matrix = z.object({
  summary: z.object({
    deployable: z.boolean().nullable(),
    reason: text,
    success: z.number().int(),
    failed: z.number().int(),
    unknown: z.number().int(),
    ignored: z.number().int().optional(),
    /** The exception by which the answer is a yes although the reasons say otherwise. */
    override: overrideInForce.optional(),
  }),
  notices: z.array(notice),
  reasons: z.array(reason),
  matrix: z.array(matrixRow),
})
/** The answer of the matrix and of can-i-deploy. */
export type Matrix = z.infer<typeof matrix>

/**
 * How long the broker may wait for results that are missing.
 *
 * @example
 * waitDescription.startsWith('seconds') // → true
 */
export const waitDescription =
  'seconds, at most 60: answers as soon as the verdict is no longer unknown, or when the time is over with what there is'

/**
 * Every value is checked by the broker, so that all that is wrong is answered at once.
 *
 * @example
 * matrixQuery.parse({ q: [{ pacticipant: 'Shop' }, { pacticipant: 'Stock' }], limit: '10' }).limit // → '10'
 */
export const matrixQuery = z.looseObject({
  q: z
    .unknown()
    .optional()
    .describe(
      'which versions: a list of selectors, each a `pacticipant` and any of `version`, `latest=true`, `branch`, `tag`, ' +
        '`environment` and `mainBranch=true`, for example `q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B`',
    ),
  latestby: z.unknown().optional().describe('`cvpv`, `cvp` or `cp`: which rows to keep of those that compare the same'),
  success: z.unknown().optional().describe('`success[]=true|false|` (nothing: not verified yet): which rows to keep'),
  limit: z.unknown().optional().describe('how many rows; 100 when not given'),
  latest: z.unknown().optional().describe('`true`: compare with the latest of the other pacticipants'),
  tag: z.unknown().optional().describe('compare with versions of the other pacticipants that have this tag'),
  environment: z.unknown().optional().describe('compare with what is in this environment'),
  mainBranch: z.unknown().optional().describe("`true`: compare with the other pacticipants' main branches"),
  ignore: z.unknown().optional().describe('selectors of what must not count: `ignore[][pacticipant]=C`'),
  wait: z.unknown().optional().describe(waitDescription),
  days: z.unknown().optional().describe('not used; older clients send it'),
})

/**
 * The question whether a version can be deployed. Its values, too, are checked by the broker.
 *
 * @example
 * canIDeployQuery.parse({ pacticipant: 'Shop', version: '1', environment: 'production' }).version // → '1'
 */
export const canIDeployQuery = z.looseObject({
  pacticipant: z.unknown().optional().describe('required: what is to be deployed'),
  version: z.unknown().optional().describe('required: its version number'),
  environment: z.unknown().optional().describe('the name of the environment where it is to be deployed'),
  to: z.unknown().optional().describe('in place of an environment: the tag of what is there'),
  ignore: z.unknown().optional().describe('`ignore[]=C` or `ignore[][pacticipant]=C&ignore[][version]=1`'),
  wait: z.unknown().optional().describe(waitDescription),
})
