import type { Reason } from '@tallystick/client/wire'
import { overrideInForceHal } from '../environments/overrides.hal.ts'
import type { Links } from '../kernel/hal.ts'
import type { DetailsById } from './details.ts'
import type { Override } from './override.ts'
import { noticesOf } from './reasons.ts'
import { type FullRow, rowTexts } from './rows.hal.ts'
import { type Row, outcomeOf } from './rows.ts'
import { textTable } from './text-table.ts'
import type { Verdict } from './verdict.ts'

/** A verdict in words, with the rows to show. */
export interface Answer {
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
  readonly rows: readonly ShownRow[]
  readonly details: DetailsById
  readonly hasIgnoreSelectors: boolean
}

export interface ShownRow {
  readonly row: Row
  readonly isIgnored: boolean
}

const deployable = { yes: true, no: false, unknown: null } as const

const overrideHal = (links: Links, { createdAt, expiresAt, ...said }: Override) =>
  overrideInForceHal(links, { ...said, createdAt: new Date(createdAt), expiresAt: new Date(expiresAt) })

/** Rows of what was deleted a moment ago are left out. */
function fullRows({ rows, details }: Answer): readonly FullRow[] {
  return rows.flatMap((shown): readonly FullRow[] => {
    const { contractId, consumerVersionId, result } = shown.row
    const contract = details.contracts.get(contractId)
    const consumerVersion = details.versions.get(consumerVersionId)
    if (!contract || !consumerVersion) return []
    if (result === null) return [{ ...shown, contract, consumerVersion, verified: null }]
    const found = details.results.get(result.verificationId)
    const providerVersion = details.versions.get(result.providerVersionId)
    return found && providerVersion
      ? [{ ...shown, contract, consumerVersion, verified: { result: found, providerVersion } }]
      : []
  })
}

/** The JSON, in bytes: row by row, since making one large string of all costs more than all the rest. */
export function matrixJson(links: Links, answer: Answer): Buffer {
  const { verdict, reasons, details, hasIgnoreSelectors } = answer
  const notices = noticesOf(reasons)
  const head = JSON.stringify({
    summary: {
      deployable: deployable[verdict.answer],
      reason: notices.map(({ text }) => text).join('\n'),
      ...verdict.counts,
      ...(hasIgnoreSelectors ? { ignored: verdict.ignored.length } : {}),
      ...(verdict.allowed ? { override: overrideHal(links, verdict.allowed.override) } : {}),
    },
    notices,
    reasons,
  })
  const rows = rowTexts(links, details, fullRows(answer))
  return Buffer.concat([
    Buffer.from(`${head.slice(0, -1)},"matrix":[`),
    ...rows.map((row, position) => Buffer.from(position === 0 ? row : `,${row}`)),
    Buffer.from(']}'),
  ])
}

const headings = ['CONSUMER', 'C_VERSION', 'REVISION', 'PROVIDER', 'P_VERSION', 'NUMBER', 'SUCCESS']
const successText = { success: 'true', failed: 'false', unknown: '' } as const

/** The same for terminals. */
export function matrixText(answer: Answer): string {
  const rows = fullRows(answer).map(({ row, contract, consumerVersion, verified }) => [
    row.pair.consumer,
    consumerVersion.number,
    String(contract.revision),
    row.pair.provider,
    verified?.providerVersion.number ?? '',
    verified ? String(verified.result.number) : '',
    successText[outcomeOf(row)],
  ])
  const reason = noticesOf(answer.reasons)
    .map(({ text }) => text)
    .join('\n')
  const isDeployable = String(deployable[answer.verdict.answer] ?? 'nil')
  return `${textTable(headings, rows)}\n\nDeployable: ${isDeployable}\nReason: ${reason}\n`
}
