/**
 * Headers that a provider makes for each response: a contract that has one of them without a matching rule is one that no
 * provider can keep.
 */
import type { Finding } from './finding.ts'
import type { PartLeaf } from './parts.ts'

const NAMES: ReadonlySet<string> = new Set([
  'age',
  'cf-ray',
  'date',
  'server-timing',
  'traceparent',
  'x-amz-cf-id',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'x-correlation-id',
  'x-request-id',
  'x-response-time',
  'x-runtime',
])

export function changingHeaders(leaves: readonly PartLeaf[]): readonly Finding[] {
  return leaves.flatMap(({ role, isRuled, isName, path }): readonly Finding[] => {
    const [name, member] = [path.at(-1), path.at(-2)]
    if (role !== 'expected' || isRuled || !isName || member !== 'headers' || typeof name !== 'string') return []
    if (!NAMES.has(name.toLowerCase())) return []
    const says = `Each response has another ${name}, and no matching rule takes others than that of the contract.`
    return [{ rule: 'changing-header', severity: 'error', path, says, next: 'Leave it out, or use a matcher.' }]
  })
}
