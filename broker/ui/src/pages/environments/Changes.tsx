import type { EnvironmentChange, EnvironmentChanges } from '@tallystick/client/wire'
import { Link } from '@tanstack/react-router'
import { ApplicationLink } from '../../components/ApplicationLink.tsx'
import { Time } from '../../components/Time.tsx'
import type { EnvironmentSearch } from './search.ts'
import { addressTime, exactTime } from './times.ts'
import css from './Changes.module.css'

const verbs: Readonly<Record<EnvironmentChange['kind'], string>> = {
  deployed: 'was deployed',
  undeployed: 'was undeployed',
  released: 'was released',
  'support-ended': 'is no longer supported',
}

interface ChangesProps {
  readonly environment: string
  readonly search: EnvironmentSearch
  readonly changes: EnvironmentChanges
}

function Change({ change }: { readonly change: EnvironmentChange }) {
  const { pacticipant, version, kind, applicationInstance, replaced } = change
  return (
    <p>
      <ApplicationLink name={pacticipant} /> <code>{version}</code> {verbs[kind]}
      {applicationInstance && <> as {applicationInstance}</>}
      {replaced && (
        <>
          {' '}
          in place of <code>{replaced}</code>
        </>
      )}
    </p>
  )
}

/** What changed, the newest first; each leads to what was there then. */
export function Changes({ environment, search, changes }: ChangesProps) {
  const to = { to: '/environments/$environment', params: { environment }, resetScroll: false } as const
  const { older, _embedded } = changes
  return (
    <section aria-labelledby="changes" className={css.section}>
      <h2 id="changes">Changes</h2>
      {_embedded.changes.length === 0 ? (
        <p className={css.none}>Nothing was ever recorded here.</p>
      ) : (
        <ol className={css.changes}>
          {_embedded.changes.map((change) => {
            const { at, kind, pacticipant, version, applicationInstance } = change
            return (
              <li key={[at, kind, pacticipant, version, applicationInstance].join(' ')}>
                <span className={css.when}>
                  <Link
                    {...to}
                    search={{ ...search, at: addressTime(new Date(at)), page: undefined }}
                    aria-label={`What was there on ${exactTime(at)}`}
                  >
                    {exactTime(at)}
                  </Link>
                  <Time at={at} />
                </span>
                <Change change={change} />
              </li>
            )
          })}
        </ol>
      )}
      {(search.before ?? older) && (
        <nav aria-label="Pages of changes" className={css.pages}>
          {search.before && (
            <Link {...to} search={{ ...search, before: undefined }}>
              Newest changes
            </Link>
          )}
          {older && (
            <Link {...to} search={{ ...search, before: older }}>
              Older changes
            </Link>
          )}
        </nav>
      )}
    </section>
  )
}
