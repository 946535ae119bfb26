import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Button } from '../../components/Button.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Message } from '../../components/states.tsx'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { WebhookFilters } from './WebhookFilters.tsx'
import { WebhookTable } from './WebhookTable.tsx'
import { webhooksQuery } from './queries.ts'
import type { WebhooksSearch } from './search.ts'
import button from '../../components/Button.module.css'

export const route = createLazyRoute(routePath(pages.webhooks))({ component: Webhooks })

const isFiltered = ({ q, event, pacticipant, state }: WebhooksSearch) => Boolean(q ?? event ?? pacticipant ?? state)

function NewLink() {
  const refusal = useMay('administer', 'something')
  if (refusal !== undefined) {
    return (
      <Button look="primary" refusal={refusal}>
        <Plus size={16} aria-hidden /> New webhook
      </Button>
    )
  }
  return (
    <Link to="/webhooks/new" className={`${button.button} ${button.primary}`}>
      <Plus size={16} aria-hidden /> New webhook
    </Link>
  )
}

function Nothing({ isSearched }: { readonly isSearched: boolean }) {
  if (isSearched) {
    return (
      <Message title="Nothing is like that" role="status" actions={<Link to="/webhooks">Show all webhooks</Link>}>
        <p>No webhook matches these filters.</p>
      </Message>
    )
  }
  return (
    <Message title="There are no webhooks yet" actions={<NewLink />}>
      <p>
        A webhook is a request that the broker sends when something happens: to start a build of the provider when a
        contract changes, to set the status of a commit when it is verified, to tell a chat room.
      </p>
    </Message>
  )
}

function Webhooks() {
  const search = route.useSearch()
  const { data } = useSuspenseQuery(webhooksQuery(search))
  const webhooks = data._embedded.webhooks
  const isEmpty = data.counts.webhooks === 0 && !isFiltered(search)
  return (
    <>
      <PageHeader title="Webhooks" actions={!isEmpty && <NewLink />}>
        Requests that the broker sends when something happens.
      </PageHeader>
      {!isEmpty && <WebhookFilters search={search} counts={data.counts} />}
      {webhooks.length === 0 ? <Nothing isSearched={!isEmpty} /> : <WebhookTable webhooks={webhooks} />}
      <Pager
        page={data.page}
        of="webhooks"
        link={(page, text) => (
          <Link to="/webhooks" search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}
