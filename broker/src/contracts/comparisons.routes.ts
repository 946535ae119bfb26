import { type PathParameters, contractDifference, paths, shownContract } from '@tallystick/client/wire'
import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { type Endpoint, type Reply, endpoint } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { comparisonText, nothingToCompareText } from './comparisons.hal.ts'
import { findFirstWith } from './comparisons.sql.ts'
import { contentDiff } from './content-diff.ts'
import { contractForms, contractReply } from './contract-reply.routes.ts'
import { type ContractPlace, type ContractRow, type Pair, findContract } from './contracts.sql.ts'

const TEXT = 'text/plain'

interface Question {
  readonly pair: Pair
  readonly place: ContractPlace
  readonly comparedWith: ContractPlace
}

async function findFirst(context: Context, before: ContractRow, after: ContractRow) {
  const [older, newer] = before.versionId < after.versionId ? [before, after] : [after, before]
  return findFirstWith(context.db, { content: newer, after: older })
}

async function answer(
  { context, links }: { readonly context: Context; readonly links: Links },
  { pair, place, comparedWith }: Question,
): Promise<Reply> {
  const after = await findContract(context.db, pair, place)
  if (!after) throw notFound()
  const before = await findContract(context.db, pair, comparedWith)
  if (!before) {
    if (!('distinctBefore' in comparedWith)) throw notFound()
    return { status: 200, body: nothingToCompareText(after) }
  }
  const diff = contentDiff(
    { name: `version ${before.version}`, content: before.content },
    { name: `version ${after.version}`, content: after.content },
  )
  const first = await findFirst(context, before, after)
  return { status: 200, body: comparisonText(links, { before, after, diff, first }, context.clock()) }
}

function compared<Path extends string>(
  path: Path,
  summary: string,
  questionOf: (params: PathParameters<Path>) => Question,
): Endpoint {
  return endpoint({
    method: 'GET',
    path,
    summary,
    access: 'read',
    responses: { 200: contractDifference },
    produces: [TEXT],
    errors: ['not-found'],
    handler: ({ context, links, params }) => answer({ context, links }, questionOf(params)),
  })
}

export const comparisonEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'GET',
    path: paths.previousDistinctPact,
    summary: 'Shows the newest contract before that of a consumer version that says something else',
    access: 'read',
    produces: contractForms,
    responses: { 200: shownContract },
    errors: ['not-found'],
    handler: ({ context, links, params, mediaType }) =>
      contractReply({ context, links, mediaType, pair: params, place: { distinctBefore: params.version } }),
  }),
  compared(
    paths.previousDistinctDiff,
    'Compares the contract of a consumer version with the newest before it that says something else',
    ({ version, ...pair }) => ({ pair, place: { version }, comparedWith: { distinctBefore: version } }),
  ),
  compared(
    paths.pactDiff,
    'Compares the contract of a consumer version with that of another version',
    ({ version, otherVersion, ...pair }) => ({ pair, place: { version }, comparedWith: { version: otherVersion } }),
  ),
  compared(
    paths.pactContentDiff,
    'Compares two contents of the contract of a pair',
    ({ sha, pactVersion, ...pair }) => ({ pair, place: { sha }, comparedWith: { sha: pactVersion } }),
  ),
]
