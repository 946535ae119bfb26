import type { RetentionSettings } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Section } from '../../components/Section.tsx'
import { retentionQuery } from './queries.ts'
import css from './settings.module.css'

function List({ items }: { readonly items: readonly string[] }) {
  return (
    <ul className={css.list}>
      {items.map((item) => (
        <li key={item}>{item.charAt(0).toUpperCase() + item.slice(1)}</li>
      ))}
    </ul>
  )
}

const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`

function When({ settings: { enabled, dryRun, cronSchedule } }: { readonly settings: RetentionSettings }) {
  if (!enabled) return <>Never: cleaning up is switched off</>
  return (
    <>
      <code>{cronSchedule}</code> (UTC){dryRun && ', and only counts: it deletes nothing'}
    </>
  )
}

/** What the broker keeps, and when it looks. */
export function Kept() {
  const { data } = useSuspenseQuery(retentionQuery)
  const { settings, inWords } = data
  return (
    <Section title="What is kept">
      <p className={css.soft}>
        The broker deletes by itself what nobody needs. What one line keeps is kept, whatever the others say. The lines
        are set by the broker’s environment: <code>DATABASE_CLEAN_KEEP_VERSION_SELECTORS</code> and{' '}
        <code>DATABASE_CLEAN_KEEP_BRANCH_SELECTORS</code>.
      </p>
      <dl className={css.facts}>
        <dt>Versions</dt>
        <dd>
          <List items={inWords.versions} />
        </dd>
        <dt>Branches</dt>
        <dd>{inWords.branches.length > 0 ? <List items={['main branches', ...inWords.branches]} /> : 'All of them'}</dd>
        <dt>Overwritten data</dt>
        <dd>
          For {days(settings.overwrittenDataMaxAge)}: earlier revisions, results and deliveries that a newer one
          replaced
        </dd>
        <dt>What people delete</dt>
        <dd>{settings.undoPeriod > 0 ? `Can be restored for ${days(settings.undoPeriod)}` : 'Is gone at once'}</dd>
        <dt>Cleans up</dt>
        <dd>
          <When settings={settings} />
        </dd>
        <dt>At most in a run</dt>
        <dd>
          {settings.deletionLimit} versions and {settings.branchDeletionLimit} branches
        </dd>
      </dl>
    </Section>
  )
}
