import { queryOptions } from '@tanstack/react-query'
import { broker } from './broker.ts'

/** Who looks at the pages, as the broker sees them, and what they may do. */
export const meQuery = queryOptions({ queryKey: ['me'], queryFn: () => broker.whoAmI() })
