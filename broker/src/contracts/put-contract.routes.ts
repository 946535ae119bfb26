import { contract, contractDocument, type paths } from '@tallystick/client/wire'
import { z } from 'zod'
import { concernsConsumer } from '../accounts/concerns.ts'
import { BrokerError, invalid } from '../kernel/broker-error.ts'
import { type Endpoint, JSON_TYPE, type Reply, endpoint } from '../kernel/endpoint.ts'
import { contractReply } from './contract-reply.routes.ts'
import { putContract } from './contracts.command.ts'
import { type Conflict, type ContractName, conflictText } from './contracts.errors.ts'
import { type Contract, type Identity, contractOf } from './contract.ts'
import { type Json, memberOf, valueOf } from './exact-json.ts'
import { readJson } from './read-json.ts'
import { identityOf } from './store-contracts.command.ts'

function documentOf(text: string): Json {
  try {
    return readJson(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BrokerError('malformed-request', `The contract cannot be read: ${reason}`, { cause })
  }
}

/** What is wrong with a name in the address or in the document. */
function nameErrors(document: Json, role: 'consumer' | 'provider', inPath: string): readonly string[] {
  if (inPath.trim() === '') return ['cannot be blank']
  const inDocument = valueOf(memberOf(memberOf(document, role), 'name')) ?? undefined
  if (inDocument === undefined || inDocument === inPath) return []
  if (typeof inDocument !== 'string') return ['must be a string']
  return [`name in pact '${inDocument}' does not match name in URL path '${inPath}'.`]
}

function parseContract(text: string, name: ContractName, identity: Identity): Contract {
  const document = documentOf(text)
  const errors = {
    'consumer.name': nameErrors(document, 'consumer', name.consumer),
    'provider.name': nameErrors(document, 'provider', name.provider),
    consumer_version_number: name.version.trim() === '' ? ['cannot be blank'] : [],
  }
  const found = Object.entries(errors).filter(([, sentences]) => sentences.length > 0)
  if (found.length > 0) throw invalid(Object.fromEntries(found))
  // The schema of the body has seen to that.
  if (document.kind !== 'object') throw invalid({ '': ['must be a hash'] })
  return contractOf(document, identity)
}

function conflictReply(conflicts: readonly Conflict[], brokerUrl: string): Reply {
  const sentences = conflicts.map((conflict) =>
    conflict.kind === 'changed'
      ? `${conflictText(conflict, brokerUrl)}\n${conflict.difference}`
      : conflictText(conflict, brokerUrl),
  )
  const text = sentences.join('\n')
  // The original answers this one as text, which clients print as it is.
  if (conflicts.every(({ kind }) => kind === 'similar-name')) {
    return { status: 409, mediaType: 'text/plain', body: text }
  }
  throw new BrokerError('conflict', text)
}

function put(
  path: typeof paths.pact | typeof paths.pactAlias,
  how: { readonly method: 'PUT' | 'PATCH'; readonly mode: 'publish' | 'merge'; readonly summary: string },
): Endpoint {
  return endpoint({
    method: how.method,
    path,
    summary: how.summary,
    access: 'publish',
    concerns: concernsConsumer,
    body: { schema: contractDocument, mediaTypes: [JSON_TYPE] },
    responses: { 200: contract, 201: contract, 409: z.string() },
    errors: ['not-found', 'validation-error', 'malformed-request', 'conflict'],
    async handler({ context, links, params, text }) {
      const parsed = parseContract(text, params, identityOf(context))
      const stored = await putContract(context, { name: params, contract: parsed, mode: how.mode })
      if (stored.outcome === 'conflict') return conflictReply(stored.conflicts, links.base)
      const reply = await contractReply({ context, links, pair: params, place: { version: params.version } })
      return { status: stored.outcome === 'created' ? 201 : 200, body: reply.body }
    },
  })
}

export const putContractEndpoints = (path: typeof paths.pact | typeof paths.pactAlias): readonly Endpoint[] => [
  put(path, {
    method: 'PUT',
    mode: 'publish',
    summary: 'Publishes the contract of a consumer version with a provider',
  }),
  put(path, {
    method: 'PATCH',
    mode: 'merge',
    summary: 'Adds interactions to the contract of a consumer version with a provider, creating it when it is new',
  }),
]
