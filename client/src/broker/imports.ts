import { type ImportOutcomes, type ImportRequest, importOutcomes } from '../wire/imports.ts'
import { paths } from '../wire/paths.ts'
import { call } from './call.ts'
import type { Transport } from './transport.ts'

export function importCalls(transport: Transport) {
  return {
    /**
     * Has the broker take over what another one knows, one record after the other; each is taken whole or not at all, and
     * one that is there already stays. Only administrators may. Only Tallystick answers it.
     *
     * @example
     * const createdAt = '2026-01-02T03:04:05Z'
     * const { outcomes } = await broker.importRecords([{ kind: 'application', name: 'Till', labels: [], createdAt }])
     * outcomes // → [{ outcome: 'created' }]
     */
    importRecords: (
      records: ImportRequest['records'],
      { source }: Pick<ImportRequest, 'source'> = {},
    ): Promise<ImportOutcomes> =>
      call(transport, { method: 'POST', url: paths.imports, body: { source, records }, answer: importOutcomes }),
  }
}
