/**
 * The metadata token in a permalink: why a contract was handed out, so that the result posted below the same address
 * can be recorded with it. It is the base64url form of a nested query string: `s` the consumer versions that were
 * selected (`cv` version id, `b` branch, `t` tag, `l` latest, `m` main branch, `e` environment), `p` pending, `w` work
 * in progress, and `cvn` the number of the consumer version for permalinks that stand for one.
 * Clients pass tokens on without looking inside. Anything that is not a token reads as an empty one, so that a result
 * is never lost because its address was cut or edited.
 */
import { type QueryObject, type QueryValue, parseNestedQuery } from '../kernel/query.ts'

/** A consumer version whose contract was selected, and by which criterion. */
export interface SelectedVersion {
  readonly consumerVersionId: number
  readonly branch?: string
  readonly tag?: string
  readonly latest?: true
  readonly mainBranch?: true
  readonly environment?: string
}

export interface ContractMetadata {
  readonly selectors: readonly SelectedVersion[]
  /** Undefined when nobody asked for the pending status. */
  readonly pending?: boolean
  readonly wip: boolean
  readonly consumerVersionNumber?: string
}

const EMPTY: ContractMetadata = { selectors: [], wip: false }

// A token is part of an address, and servers refuse addresses of more than a few kilobytes.
const MAX_SELECTORS = 40
const MAX_TOKEN_LENGTH = 16_000

type Parameter = readonly [name: string, value: string | number | boolean | undefined]

function selectorParameters(selector: SelectedVersion): readonly Parameter[] {
  return [
    // First, since the parser starts the next object where a key repeats, and this one is in every object.
    ['s[][cv]', selector.consumerVersionId],
    ['s[][b]', selector.branch],
    ['s[][t]', selector.tag],
    ['s[][l]', selector.latest],
    ['s[][m]', selector.mainBranch],
    ['s[][e]', selector.environment],
  ]
}

export function encodeMetadata(metadata: Partial<ContractMetadata>): string {
  const parameters: readonly Parameter[] = [
    ...(metadata.selectors ?? []).slice(0, MAX_SELECTORS).flatMap(selectorParameters),
    ['p', metadata.pending],
    ['w', metadata.wip === true ? true : undefined],
    ['cvn', metadata.consumerVersionNumber],
  ]
  const query = parameters
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
  return Buffer.from(query).toString('base64url')
}

function isObject(value: QueryValue | undefined): value is QueryObject {
  return typeof value === 'object' && !Array.isArray(value)
}

function textOf(value: QueryValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function listOf(value: QueryValue | undefined): readonly QueryValue[] {
  return Array.isArray(value) ? value : []
}

function selectorOf(value: QueryValue): SelectedVersion | undefined {
  if (!isObject(value)) return undefined
  const consumerVersionId = Number(textOf(value['cv']))
  if (!Number.isSafeInteger(consumerVersionId) || consumerVersionId <= 0) return undefined
  const branch = textOf(value['b'])
  const tag = textOf(value['t'])
  const environment = textOf(value['e'])
  return {
    consumerVersionId,
    ...(branch === undefined ? {} : { branch }),
    ...(tag === undefined ? {} : { tag }),
    ...(value['l'] === 'true' ? { latest: true } : {}),
    ...(value['m'] === 'true' ? { mainBranch: true } : {}),
    ...(environment === undefined ? {} : { environment }),
  }
}

function queryOf(token: string): QueryObject {
  if (token.length > MAX_TOKEN_LENGTH || !/^[\w-]+={0,2}$/.test(token)) return {}
  try {
    return parseNestedQuery(Buffer.from(token, 'base64url').toString('utf8'))
  } catch {
    return {}
  }
}

export function decodeMetadata(token: string | undefined): ContractMetadata {
  if (token === undefined) return EMPTY
  const query = queryOf(token)
  const pending = textOf(query['p'])
  const consumerVersionNumber = textOf(query['cvn'])
  return {
    selectors: listOf(query['s'])
      .map(selectorOf)
      .filter((selector) => selector !== undefined),
    ...(pending === 'true' || pending === 'false' ? { pending: pending === 'true' } : {}),
    wip: query['w'] === 'true',
    ...(consumerVersionNumber === undefined ? {} : { consumerVersionNumber }),
  }
}
