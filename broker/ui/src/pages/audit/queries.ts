import { paths } from '@tallystick/client/wire'
import { queryOptions } from '@tanstack/react-query'
import { broker, brokerUrl } from '../../data/broker.ts'
import { searchText } from '../../search-text.ts'
import type { AuditSearch } from './search.ts'

const PAGE_SIZE = 50

export const auditQuery = (search: AuditSearch) =>
  queryOptions({
    queryKey: ['audit', search],
    queryFn: () => broker.listAuditEntries({ ...search, size: PAGE_SIZE }),
  })

/** Everything that the filters fit, one entry a line. An answer that breaks off is an error, and no file. */
export async function auditLines(search: AuditSearch): Promise<Blob> {
  const response = await fetch(brokerUrl + paths.audit + searchText({ ...search, before: undefined }), {
    headers: { Accept: 'application/x-ndjson' },
  })
  if (!response.ok) throw new Error(`The broker answered with ${response.status}.`)
  return response.blob()
}
