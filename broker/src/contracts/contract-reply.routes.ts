import type { Context } from '../context.ts'
import { notFound } from '../kernel/broker-error.ts'
import { HAL, JSON_TYPE, type Reply } from '../kernel/endpoint.ts'
import type { Links } from '../kernel/hal.ts'
import { contractPage } from './contract-page.hal.ts'
import { type Found, contractAdditions, contractText, extendedContractText } from './contracts.hal.ts'
import {
  type ContractPlace,
  type ContractRow,
  type Pair,
  findContract,
  listHeadTags,
  listVersionNumbers,
} from './contracts.sql.ts'
import { digest } from './interactions.ts'
import { decodeMetadata, encodeMetadata } from './metadata.ts'

export const EXTENDED = 'application/vnd.pactbrokerextended.v1+json'
export const HTML = 'text/html'
/** What a contract can be shown as. */
export const contractForms = [HAL, JSON_TYPE, EXTENDED, HTML]

// A page of a contract needs nothing but itself, and what is in a contract was written by others.
const PAGE_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export interface Question {
  readonly context: Context
  readonly links: Links
  readonly pair: Pair
  readonly place: ContractPlace
  /** JSON unless it is said. */
  readonly mediaType?: string
}

async function replyWith({ context, links, mediaType }: Question, row: ContractRow, found: Found): Promise<Reply> {
  if (mediaType === HTML) {
    return { status: 200, body: contractPage(links, row), headers: { 'Content-Security-Policy': PAGE_POLICY } }
  }
  const additions = contractAdditions(links, row, found)
  if (mediaType === EXTENDED) {
    const tags = await listHeadTags(context.db, row.id)
    return { status: 200, body: extendedContractText(links, row, { additions, tags }) }
  }
  // The text is spliced, not parsed: what was published is shown to the letter.
  const text = JSON.stringify(additions)
  // What is stored under a content's id never changes, and everything else is in the additions.
  return { status: 200, body: contractText(row.content, text), etag: `"${digest(`${row.contentId} ${text}`)}"` }
}

async function getContract({ context, pair, place }: Question): Promise<ContractRow> {
  const row = await findContract(context.db, pair, place)
  if (!row) throw notFound()
  return row
}

export async function contractReply(question: Question): Promise<Reply> {
  return replyWith(question, await getContract(question), {})
}

// A header holds ASCII; any other version number is at least readable by a program.
const headerValue = (text: string) => (/^[ -~]*$/.test(text) ? text : encodeURIComponent(text))

/** The newest contract of a scope. Its results are to be posted with the version for which it stands. */
export async function latestContractReply(question: Question): Promise<Reply> {
  const row = await getContract(question)
  const metadata = encodeMetadata({ consumerVersionNumber: row.version })
  const reply = await replyWith(question, row, { metadata })
  return { ...reply, headers: { ...reply.headers, 'X-Pact-Consumer-Version': headerValue(row.version) } }
}

/** A content below the address by which it was handed out for verification. */
export async function selectedContractReply(question: Question, metadata: string): Promise<Reply> {
  const row = await getContract(question)
  question.context.handedOut.note([row.contentId])
  const { selectors, consumerVersionNumber } = decodeMetadata(metadata)
  const ids = [...new Set(selectors.map((selector) => selector.consumerVersionId))]
  const selected =
    ids.length > 0 ? await listVersionNumbers(question.context.db, { pacticipant: row.consumer, ids }) : []
  const named = selected.length === 0 && consumerVersionNumber !== undefined ? [consumerVersionNumber] : selected
  return replyWith(question, row, { metadata, consumerVersions: named })
}
