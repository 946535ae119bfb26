import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'
import type { AuditSearch } from './search.ts'

const PAGE_SIZE = 50

export const auditQuery = (search: AuditSearch) =>
  queryOptions({
    queryKey: ['audit', search],
    queryFn: () => broker.listAuditEntries({ ...search, size: PAGE_SIZE }),
  })
