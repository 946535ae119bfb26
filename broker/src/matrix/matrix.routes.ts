import { canIDeployQuery, matrix, matrixQuery, paths, waitDescription } from '@tallystick/client/wire'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { invalid, notFound } from '../kernel/broker-error.ts'
import { type Endpoint, HAL, JSON_TYPE, type Reply, type RequestDetails, endpoint } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { detailsById } from './details.ts'
import { getDetails } from './details.sql.ts'
import type { Judgement } from './judgement.ts'
import { matrixJson, matrixText } from './matrix.hal.ts'
import { canIDeployErrors, knownNames, matrixQueryErrors, optionErrors } from './query-errors.ts'
import { readFacts } from './read-facts.sql.ts'
import { reasonsFor } from './reasons.ts'
import { type ResolvedQuestion, resolveSelectors } from './selectors.sql.ts'
import { type Question, deploymentQuestion, pairQuestion, readCanIDeployQuery, readMatrixQuery } from './selectors.ts'
import { shownRows, wantedDetails } from './shown.ts'
import { verdict } from './verdict.ts'
import { WAIT_RULE, isOpen, keyOf, readWait } from './wait.ts'

const TEXT = 'text/plain'
const produces = [HAL, JSON_TYPE, TEXT]

type Check = (resolved: ResolvedQuestion) => void

interface Asked {
  /** In what way it is asked: what is wrong with a question is said differently. */
  readonly form: string
  readonly question: Question
  /** Seconds. */
  readonly wait: number
  /** Refuses what cannot be answered. */
  readonly check: Check
}

/** Three statements, whatever is asked: what the names mean, what is compared, and what to say of what matters. */
async function judge(context: Context, question: Question, check: Check): Promise<Judgement> {
  const { db } = context
  const resolved = await resolveSelectors(context, question)
  check(resolved)
  const facts = await readFacts(db, question, resolved)
  const found = verdict(question, facts)
  const rows = shownRows(found, question.limit)
  const details = detailsById(await getDetails(db, wantedDetails(found, rows)))
  return { question, resolved, verdict: found, hasPairs: facts.pairs.length > 0, rows, details }
}

interface Asker {
  readonly context: Context
  readonly links: Links
  readonly mediaType: string
  readonly request: RequestDetails
}

async function judgeInTime({ context, request }: Asker, { form, question, wait, check }: Asked): Promise<Judgement> {
  const ask = () => judge(context, question, check)
  const judgement = await ask()
  if (wait === 0 || !isOpen(judgement.verdict)) return judgement
  const key = keyOf(form, question)
  return context.waiting.until({ key, judge: ask, judgement }, { seconds: wait, hungUp: request.hungUp() })
}

async function answer(asker: Asker, asked: Asked): Promise<Reply> {
  const { links, mediaType } = asker
  const judgement = await judgeInTime(asker, asked)
  const { question, verdict: found, hasPairs, rows, details } = judgement
  const reasons = reasonsFor(found.findings, { question, details, hasPairs }, links)
  const shown = { verdict: found, reasons, rows, details, hasIgnoreSelectors: question.ignored.length > 0 }
  if (mediaType === TEXT) return { status: 200, body: matrixText(shown), mediaType: TEXT }
  return { status: 200, body: matrixJson(links, shown) }
}

const waitQuery = z.object({
  wait: z
    .string()
    .optional()
    .describe(waitDescription)
    .transform(readWait)
    .refine((seconds) => !Number.isNaN(seconds), WAIT_RULE),
})

function assertVersion({ specified }: ResolvedQuestion): void {
  if (specified.some(({ versions }) => versions !== 'any' && versions.length === 0)) throw notFound()
}

function assertVersionAndEnvironment(resolved: ResolvedQuestion): void {
  if (!resolved.targetEnvironment) throw notFound()
  assertVersion(resolved)
}

const waitSentence = (wait: number) => (Number.isNaN(wait) ? [`The wait ${WAIT_RULE}.`] : [])

export const matrixEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.matrix,
    summary:
      'Compares versions of pacticipants: which contracts are verified, and whether they can be deployed together',
    access: 'read',
    query: matrixQuery,
    responses: { 200: matrix },
    produces,
    errors: ['validation-error'],
    async handler({ query, ...call }) {
      const question = readMatrixQuery(query)
      const wait = readWait(query['wait'])
      function check(resolved: ResolvedQuestion) {
        const errors = [...matrixQueryErrors(query, question, knownNames(resolved)), ...waitSentence(wait)]
        if (errors.length > 0) throw invalid(errors)
      }
      return answer(call, { form: 'matrix', question, wait, check })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.matrixForPair,
    summary: 'All contracts between two pacticipants, with their results',
    access: 'read',
    query: matrixQuery,
    responses: { 200: matrix },
    produces,
    errors: ['not-found', 'validation-error'],
    async handler({ query, params, ...call }) {
      const question = pairQuestion(query, [params.consumer, params.provider])
      const wait = readWait(query['wait'])
      function check(resolved: ResolvedQuestion) {
        const known = knownNames(resolved)
        if (!known.pacticipants.has(params.consumer)) throw consumerNotFound(params.consumer)
        if (!known.pacticipants.has(params.provider)) throw providerNotFound(params.provider)
        const errors = [...optionErrors(query, question, known), ...waitSentence(wait)]
        if (errors.length > 0) throw invalid(errors)
      }
      return answer(call, { form: 'pair', question, wait, check })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.canIDeploy,
    summary: 'Whether a version can be deployed to an environment, and if not, why and what to do next',
    access: 'read',
    query: canIDeployQuery,
    responses: { 200: matrix },
    produces,
    errors: ['validation-error'],
    async handler({ query, ...call }) {
      const question = readCanIDeployQuery(query)
      const wait = readWait(query['wait'])
      function check(resolved: ResolvedQuestion) {
        const found = canIDeployErrors(question, knownNames(resolved))
        const errors = Number.isNaN(wait) ? { ...found, wait: [WAIT_RULE] } : found
        if (Object.keys(errors).length > 0) throw invalid(errors)
      }
      return answer(call, { form: 'can-i-deploy', question, wait, check })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.canIDeployBranchToEnvironment,
    summary: 'Whether the head of a branch can be deployed to an environment',
    access: 'read',
    query: waitQuery,
    responses: { 200: matrix },
    produces,
    errors: ['not-found', 'validation-error'],
    async handler({ params, query, ...call }) {
      const { pacticipant, branch, environment } = params
      const question = deploymentQuestion({ pacticipant, branch, latest: true }, { environment })
      return answer(call, { form: 'branch', question, wait: query.wait, check: assertVersionAndEnvironment })
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.canIDeployTagToTag,
    summary: 'Whether the latest version with a tag can be deployed to where the versions with another tag are',
    access: 'read',
    query: waitQuery,
    responses: { 200: matrix },
    produces,
    errors: ['not-found', 'validation-error'],
    async handler({ params, query, ...call }) {
      const { pacticipant, tag, to } = params
      const question = deploymentQuestion({ pacticipant, tag, latest: true }, { tag: to, latest: true })
      return answer(call, { form: 'tag', question, wait: query.wait, check: assertVersion })
    },
  }),
]
