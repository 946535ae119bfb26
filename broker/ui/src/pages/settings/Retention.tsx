import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { Section } from '../../components/Section.tsx'
import { routePath } from '../../paths.ts'
import { Kept } from './Kept.tsx'
import { Preview } from './Preview.tsx'
import { PreviewOfOne } from './PreviewOfOne.tsx'
import { Runs } from './Runs.tsx'
import { SettingsHeader } from './SettingsHeader.tsx'
import css from './settings.module.css'

export const route = createLazyRoute(routePath(pages.settings))({ component: Retention })

/** It looks at every version of the applications shown, which takes a second where there are tens of thousands. */
function Counting() {
  return (
    <Section title="What would go now">
      <p className={css.soft} role="status" data-loading>
        Looking through the versions …
      </p>
    </Section>
  )
}

function Retention() {
  const search = route.useSearch()
  const { pacticipant } = search
  return (
    <>
      <SettingsHeader part="Retention" />
      {pacticipant ? (
        <Suspense fallback={<Loading />}>
          <PreviewOfOne pacticipant={pacticipant} search={search} />
        </Suspense>
      ) : (
        <div className={css.part}>
          <Suspense fallback={<Loading />}>
            <Kept />
          </Suspense>
          <Suspense fallback={<Loading />}>
            <Runs />
          </Suspense>
          <Suspense fallback={<Counting />}>
            <Preview search={search} />
          </Suspense>
        </div>
      )}
    </>
  )
}
