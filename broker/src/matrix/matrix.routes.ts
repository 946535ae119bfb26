import { canIDeployQuery, matrix, matrixQuery, paths } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { invalid, notFound } from '../kernel/broker-error.ts'
import { type Endpoint, HAL, JSON_TYPE, type Reply, endpoint, ok } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { consumerNotFound, providerNotFound } from '../pacticipants/pacticipants.errors.ts'
import { detailsById } from './details.ts'
import { getDetails } from './details.sql.ts'
import { matrixHal, matrixText } from './matrix.hal.ts'
import { canIDeployErrors, knownNames, matrixQueryErrors, optionErrors } from './query-errors.ts'
import { readFacts } from './read-facts.sql.ts'
import { reasonsFor } from './reasons.ts'
import { type ResolvedQuestion, resolveSelectors } from './selectors.sql.ts'
import { type Question, deploymentQuestion, pairQuestion, readCanIDeployQuery, readMatrixQuery } from './selectors.ts'
import { shownRows, wantedDetails } from './shown.ts'
import { verdict } from './verdict.ts'

const TEXT = 'text/plain'
const produces = [HAL, JSON_TYPE, TEXT]

interface Asker {
  readonly context: Context
  readonly links: Links
  readonly mediaType: string
}

/** Three statements, whatever is asked: what the names mean, what is compared, and what to say of what matters. */
async function answer(
  { context, links, mediaType }: Asker,
  question: Question,
  resolved: ResolvedQuestion,
): Promise<Reply> {
  const facts = await readFacts(context.db, question, resolved)
  const found = verdict(question, facts)
  const rows = shownRows(found, question.limit)
  const details = detailsById(await getDetails(context.db, wantedDetails(found, rows)))
  const reasons = reasonsFor(found.findings, { question, details, hasPairs: facts.pairs.length > 0 }, links)
  const shown = { verdict: found, reasons, rows, details, hasIgnoreSelectors: question.ignored.length > 0 }
  if (mediaType === TEXT) return { status: 200, body: matrixText(shown), mediaType: TEXT }
  return ok(matrixHal(links, shown))
}

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
      const resolved = await resolveSelectors(call.context.db, question)
      const errors = matrixQueryErrors(query, question, knownNames(resolved))
      if (errors.length > 0) throw invalid(errors)
      return answer(call, question, resolved)
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
      const resolved = await resolveSelectors(call.context.db, question)
      const known = knownNames(resolved)
      if (!known.pacticipants.has(params.consumer)) throw consumerNotFound(params.consumer)
      if (!known.pacticipants.has(params.provider)) throw providerNotFound(params.provider)
      const errors = optionErrors(query, question, known)
      if (errors.length > 0) throw invalid(errors)
      return answer(call, question, resolved)
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
      const resolved = await resolveSelectors(call.context.db, question)
      const errors = canIDeployErrors(question, knownNames(resolved))
      if (Object.keys(errors).length > 0) throw invalid(errors)
      return answer(call, question, resolved)
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.canIDeployBranchToEnvironment,
    summary: 'Whether the head of a branch can be deployed to an environment',
    access: 'read',
    responses: { 200: matrix },
    produces,
    errors: ['not-found'],
    async handler({ params, ...call }) {
      const { pacticipant, branch, environment } = params
      const question = deploymentQuestion({ pacticipant, branch, latest: true }, { environment })
      const resolved = await resolveSelectors(call.context.db, question)
      if (!resolved.targetEnvironment || !hasVersion(resolved)) throw notFound()
      return answer(call, question, resolved)
    },
  }),
  endpoint({
    method: 'GET',
    path: paths.canIDeployTagToTag,
    summary: 'Whether the latest version with a tag can be deployed to where the versions with another tag are',
    access: 'read',
    responses: { 200: matrix },
    produces,
    errors: ['not-found'],
    async handler({ params, ...call }) {
      const { pacticipant, tag, to } = params
      const question = deploymentQuestion({ pacticipant, tag, latest: true }, { tag: to, latest: true })
      const resolved = await resolveSelectors(call.context.db, question)
      if (!hasVersion(resolved)) throw notFound()
      return answer(call, question, resolved)
    },
  }),
]

function hasVersion({ specified }: ResolvedQuestion): boolean {
  return specified.every(({ versions }) => versions === 'any' || versions.length > 0)
}
