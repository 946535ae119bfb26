import { type SearchGroup, pages } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute, useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { PageHeader } from '../../components/PageHeader.tsx'
import { SearchField } from '../../components/SearchField.tsx'
import { Message } from '../../components/states.tsx'
import { routePath } from '../../paths.ts'
import { FoundDetails, FoundName } from './FoundItem.tsx'
import { keyOf, pageOf } from './found.ts'
import { kinds } from './kinds.ts'
import { pageQuery } from './queries.ts'
import type { SearchSearch } from './search.ts'
import css from './Search.module.css'

export const route = createLazyRoute(routePath(pages.search))({ component: Search })

function Group({ group, search }: { readonly group: SearchGroup; readonly search: SearchSearch }) {
  const { kind, items, hasMore } = group
  const { name, icon: Icon } = kinds[kind]
  return (
    <section aria-labelledby={kind} className={css.group}>
      <h2 id={kind}>{name}</h2>
      <ul className={css.items}>
        {items.map((item) => (
          <li key={keyOf(item)}>
            <Icon size={16} aria-hidden />
            <div>
              <Link {...pageOf(item)}>
                <FoundName item={item} />
              </Link>
              <FoundDetails item={item} />
            </div>
          </li>
        ))}
      </ul>
      {hasMore && search.kind === undefined && (
        <Link to="/search" search={{ q: search.q, kind }}>
          More {name.toLowerCase()}
        </Link>
      )}
    </section>
  )
}

function Pages({ hasMore, search }: { readonly hasMore: boolean; readonly search: SearchSearch }) {
  const page = search.page ?? 1
  if (page === 1 && !hasMore) return null
  return (
    <nav aria-label="Pages" className={css.pages}>
      {page > 1 && (
        <Link to="/search" search={{ ...search, page: page === 2 ? undefined : page - 1 }}>
          Previous page
        </Link>
      )}
      {hasMore && (
        <Link to="/search" search={{ ...search, page: page + 1 }}>
          Next page
        </Link>
      )}
    </nav>
  )
}

function Results({ search }: { readonly search: SearchSearch & { readonly q: string } }) {
  const { q, kind } = search
  const { data } = useSuspenseQuery(pageQuery(search))
  const { groups } = data._embedded
  if (groups.length === 0) {
    return (
      <Message title="Nothing is called so" role="status">
        <p>
          Each word must occur in a name. Versions are found by how they begin, interactions in the newest contract of
          the main branch.
        </p>
      </Message>
    )
  }
  return (
    <>
      {kind && (
        <p>
          Only {kinds[kind].name.toLowerCase()}.{' '}
          <Link to="/search" search={{ q }}>
            Show all kinds
          </Link>
        </p>
      )}
      {groups.map((group) => (
        <Group key={group.kind} group={group} search={search} />
      ))}
      {kind && <Pages hasMore={groups.some(({ hasMore }) => hasMore)} search={search} />}
    </>
  )
}

function Search() {
  const search = route.useSearch()
  const { q } = search
  const navigate = useNavigate()
  const look = (text: string | undefined) =>
    void navigate({ to: '/search', search: (before) => ({ ...before, q: text, page: undefined }), replace: true })
  return (
    <>
      <PageHeader title="Search" />
      <div className={css.results}>
        <div className={css.form} role="search">
          <SearchField label="Words of a name" value={q} onSearch={look} />
        </div>
        {q?.trim() ? (
          <Suspense fallback={<Loading />}>
            <Results search={{ ...search, q }} />
          </Suspense>
        ) : (
          <Message title="What are you looking for?">
            <p>Applications, environments, contracts, interactions, versions and branches are found by their names.</p>
          </Message>
        )}
      </div>
    </>
  )
}
