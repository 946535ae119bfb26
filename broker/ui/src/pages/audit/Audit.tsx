import { pages } from '@tallystick/client/wire'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Link, createLazyRoute } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { Suspense } from 'react'
import { Button } from '../../components/Button.tsx'
import { download } from '../../components/download.ts'
import { Loading } from '../../components/Loading.tsx'
import { Failure } from '../../components/Problems.tsx'
import { Section } from '../../components/Section.tsx'
import { Message } from '../../components/states.tsx'
import { useMay } from '../../data/use-may.ts'
import { routePath } from '../../paths.ts'
import { SettingsHeader } from '../settings/SettingsHeader.tsx'
import { AuditFilters } from './AuditFilters.tsx'
import { EntryTable } from './EntryTable.tsx'
import { auditLines, auditQuery } from './queries.ts'
import type { AuditSearch } from './search.ts'
import css from './audit.module.css'

export const route = createLazyRoute(routePath(pages.audit))({ component: Audit })

function Nothing({ search }: { readonly search: AuditSearch }) {
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  if (isFiltered) {
    return (
      <Message title="Nothing is like that" role="status" actions={<Link to="/audit">Show everything</Link>}>
        <p>No entry matches these filters.</p>
      </Message>
    )
  }
  return (
    <Message title="Nothing has been changed yet">
      <p>Who changes a setting, deletes something or allows an exception is written down here.</p>
    </Message>
  )
}

function List({ search }: { readonly search: AuditSearch }) {
  const { data } = useSuspenseQuery(auditQuery(search))
  const { entries } = data._embedded
  const last = entries.at(-1)
  return (
    <>
      {entries.length === 0 ? <Nothing search={search} /> : <EntryTable entries={entries} />}
      {(search.before !== undefined || data._links['next'] !== undefined) && (
        <nav aria-label="Parts of the audit log" className={css.pager}>
          {search.before !== undefined && (
            <Link to="/audit" search={{ ...search, before: undefined }}>
              Newest entries
            </Link>
          )}
          {last && data._links['next'] !== undefined && (
            <Link to="/audit" search={{ ...search, before: last.id }}>
              Older entries
            </Link>
          )}
        </nav>
      )}
    </>
  )
}

/** All that the filters fit, not only what is shown. */
function Export({ search }: { readonly search: AuditSearch }) {
  const refusal = useMay('administer', 'everything')
  const save = useMutation({
    mutationFn: () => auditLines(search),
    onSuccess: (lines) => download('audit.ndjson', lines),
  })
  return (
    <>
      <Button refusal={refusal} isPending={save.isPending} onPress={() => save.mutate()}>
        <Download size={16} aria-hidden /> {save.isPending ? 'Exporting' : 'Export as JSON lines'}
      </Button>
      <Failure error={save.error} />
    </>
  )
}

function Audit() {
  const search = route.useSearch()
  return (
    <>
      <SettingsHeader part="Audit log" />
      <Section title="Who changed what" actions={<Export search={search} />}>
        <AuditFilters search={search} />
        <Suspense fallback={<Loading />}>
          <List search={search} />
        </Suspense>
      </Section>
    </>
  )
}
