import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { routePath } from '../../paths.ts'
import { Kept } from './Kept.tsx'
import { Preview } from './Preview.tsx'
import { PreviewOfOne } from './PreviewOfOne.tsx'
import { Runs } from './Runs.tsx'
import { SettingsHeader } from './SettingsHeader.tsx'
import css from './settings.module.css'

export const route = createLazyRoute(routePath(pages.settings))({ component: Retention })

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
            <Preview search={search} />
          </Suspense>
          <Suspense fallback={<Loading />}>
            <Runs />
          </Suspense>
        </div>
      )}
    </>
  )
}
