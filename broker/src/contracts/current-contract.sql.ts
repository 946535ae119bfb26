import { sql } from 'kysely'

/**
 * Of a pair the contract that says what holds now: that of the consumer's main branch, or the newest where it has none.
 * For queries that join `integrations` and, as `consumers`, its consumer: one look-up for each pair.
 */
export const currentContract = sql`
  select contract_heads.contract_id
  from contract_heads
  where contract_heads.integration_id = integrations.id
    and (contract_heads.scope = 'latest'
      or (contract_heads.scope = 'branch' and contract_heads.name = consumers.main_branch))
  order by contract_heads.scope
  limit 1`
