/** Which rows an answer shows, and of what it needs to know more. */
import type { ShownRow } from './matrix.hal.ts'
import type { Verdict } from './verdict.ts'

/** The rows that count come first. The limit is for the eyes: the verdict is about all of them. */
export function shownRows({ considered, ignored }: Verdict, limit: number): readonly ShownRow[] {
  return [
    ...considered.map((row) => ({ row, isIgnored: false })),
    ...ignored.map((row) => ({ row, isIgnored: true })),
  ].slice(0, limit)
}

const distinct = (ids: readonly (number | undefined)[]): readonly number[] =>
  [...new Set(ids)].filter((id) => id !== undefined)

/** The ids of what is shown or spoken of. */
export function wantedDetails({ findings }: Verdict, shown: readonly ShownRow[]) {
  const sides = findings.flatMap((finding) => ('consumer' in finding ? [finding.consumer, finding.provider] : []))
  const explained = findings.flatMap((finding) => ('row' in finding && finding.row ? [finding.row] : []))
  const rows = [...shown.map(({ row }) => row), ...explained]
  return {
    versionIds: distinct([
      ...rows.flatMap(({ consumerVersionId, result }) => [consumerVersionId, result?.providerVersionId]),
      ...sides.map(({ versionId }) => versionId),
    ]),
    contractIds: distinct(rows.map(({ contractId }) => contractId)),
    verificationIds: distinct(rows.map(({ result }) => result?.verificationId)),
  }
}
