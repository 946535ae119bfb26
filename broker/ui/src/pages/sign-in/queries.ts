import { queryOptions } from '@tanstack/react-query'
import { broker } from '../../data/broker.ts'

export const signInQuery = queryOptions({ queryKey: ['sign-in'], queryFn: () => broker.findSignInOptions() })
