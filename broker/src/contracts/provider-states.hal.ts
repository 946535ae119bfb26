import type { ProviderStateRow } from './provider-states.sql.ts'

/** Parameters only where there are any, `{}` included. */
export function providerStatesHal(rows: readonly ProviderStateRow[]) {
  return {
    providerStates: rows.map(({ name, params, consumers }) =>
      params === null ? { name, consumers } : { name, params, consumers },
    ),
  }
}
