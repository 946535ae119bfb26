/** The body of a publication, taken apart; or all that is wrong with it, in one answer. */
import { type contractPublication as schemaOfPublication, contractPublication } from '@tallystick/client/wire'
import type { z } from 'zod'
import type { Part } from '../contracts/accepted-parts.ts'
import { type Identity, contractOf } from '../contracts/contract.ts'
import { invalid } from '../kernel/broker-error.ts'
import { inspectContract } from './contract-content.ts'

type PublicationBody = z.output<typeof schemaOfPublication>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The form of the request. Where it is wrong, the contents are looked at too, so that one answer tells everything. */
export const publicationBody = contractPublication.superRefine(
  (body: unknown, context) => {
    const contracts = isObject(body) ? body['contracts'] : undefined
    if (!isObject(body) || !Array.isArray(contracts)) return
    for (const [index, contract] of contracts.entries()) {
      if (!isObject(contract)) continue
      for (const message of inspectContract(contract, body['pacticipantName']).problems) {
        context.addIssue({ code: 'custom', path: ['contracts', index], message })
      }
    }
  },
  { when: ({ issues }) => issues.length > 0 },
)

/** The contracts of a publication whose form is right. Throws a validation error for what they hold. */
export function readContracts(body: PublicationBody, identity: Identity): readonly Part[] {
  const problems: string[] = []
  const parts = body.contracts.flatMap((sent, index): readonly Part[] => {
    const { document, problems: found } = inspectContract(sent, body.pacticipantName)
    problems.push(...found.map((problem) => `${problem} (at index ${index})`))
    if (!document) return []
    const mode = sent.onConflict === 'merge' ? 'merge' : 'publish'
    return [{ provider: sent.providerName, contract: contractOf(document, identity), mode }]
  })
  if (problems.length > 0) throw invalid({ contracts: problems })
  return parts
}
