import type { Page } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { Pager } from '../../components/Pager.tsx'
import type { ApplicationSearch } from './search.ts'

interface PartPagerProps {
  readonly pacticipant: string
  readonly search: ApplicationSearch
  readonly page: Page
  readonly of: 'versions' | 'interactions' | 'providers' | 'consumers'
}

/** Providers and consumers are paged apart, as both are shown at once. */
const parameters = { versions: 'page', interactions: 'page', providers: 'providers', consumers: 'consumers' } as const

export function PartPager({ pacticipant, search, page, of }: PartPagerProps) {
  return (
    <Pager
      page={page}
      of={of}
      link={(number, text) => (
        <Link to="/pacticipants/$pacticipant" params={{ pacticipant }} search={{ ...search, [parameters[of]]: number }}>
          {text}
        </Link>
      )}
    />
  )
}
