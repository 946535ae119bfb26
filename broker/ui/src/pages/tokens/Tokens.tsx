import { pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Loading } from '../../components/Loading.tsx'
import { Pager } from '../../components/Pager.tsx'
import { Section } from '../../components/Section.tsx'
import { Message } from '../../components/states.tsx'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { AccountsHeader } from '../accounts/AccountsHeader.tsx'
import { NewToken } from './NewToken.tsx'
import { tokensQuery } from './queries.ts'
import type { TokensSearch } from './search.ts'
import { TokenTable } from './TokenTable.tsx'
import css from './tokens.module.css'

export const route = createLazyRoute(routePath(pages.tokens))({ component: Tokens })

function States({ search }: { readonly search: TokensSearch }) {
  return (
    <nav aria-label="Which tokens" className={css.choices}>
      <Link
        to="/tokens"
        activeOptions={{ exact: true, explicitUndefined: true }}
        aria-current={search.ended === undefined ? 'page' : undefined}
      >
        In use
      </Link>
      <Link
        to="/tokens"
        search={{ ended: 'true' }}
        activeOptions={{ exact: true, explicitUndefined: true }}
        aria-current={search.ended === 'true' ? 'page' : undefined}
      >
        Expired or revoked
      </Link>
    </nav>
  )
}

function List({ search }: { readonly search: TokensSearch }) {
  const { data } = useSuspenseQuery(tokensQuery(search))
  const { tokens } = data._embedded
  return (
    <>
      {tokens.length > 0 && <TokenTable tokens={tokens} label="Tokens" />}
      {tokens.length === 0 &&
        (search.ended === 'true' ? (
          <Message title="No token has ended">
            <p>Tokens that expired or were revoked stay on record here.</p>
          </Message>
        ) : (
          <Message title="There is no token yet">
            <p>A token lets a pipeline, or a program of yours, do what you choose, until it expires or is revoked.</p>
          </Message>
        ))}
      <Pager
        page={data.page}
        of="tokens"
        link={(page, text) => (
          <Link to="/tokens" search={{ ...search, page }}>
            {text}
          </Link>
        )}
      />
    </>
  )
}

function Tokens() {
  const search = route.useSearch()
  const [isCreating, setCreating] = useState(false)
  const refusal = useMay('read', 'something')
  return (
    <>
      <AccountsHeader part="Tokens" />
      <Section
        title="Your tokens, and those that you may revoke"
        actions={
          <Button refusal={refusal} onPress={() => setCreating(true)}>
            <Plus size={16} aria-hidden /> New token
          </Button>
        }
      >
        <States search={search} />
        <Suspense fallback={<Loading />}>
          <List search={search} />
        </Suspense>
      </Section>
      {isCreating && <NewToken onClose={() => setCreating(false)} />}
    </>
  )
}
