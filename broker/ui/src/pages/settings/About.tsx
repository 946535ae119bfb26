import { pages, paths } from '@tallystick/client/wire'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Loading } from '../../components/Loading.tsx'
import { Time } from '../../components/Time.tsx'
import { apiHref, routePath } from '../../paths.ts'
import { SettingsHeader } from './SettingsHeader.tsx'
import { aboutQuery } from './queries.ts'
import { sizeInWords } from './size.ts'
import css from './settings.module.css'

export const route = createLazyRoute(routePath(pages.settingsAbout))({ component: About })

function Facts() {
  const { data } = useSuspenseQuery(aboutQuery)
  const { version, license, node, startedAt, database } = data
  return (
    <dl className={css.facts}>
      <dt>Tallystick</dt>
      <dd>{version}</dd>
      <dt>Running since</dt>
      <dd>
        <Time at={startedAt} />
      </dd>
      <dt>Database</dt>
      <dd>
        PostgreSQL {database.version}, {sizeInWords(database.sizeBytes)}
      </dd>
      <dt>Schema</dt>
      <dd>
        <code>{database.migration}</code>
      </dd>
      <dt>Node.js</dt>
      <dd>{node}</dd>
      <dt>License</dt>
      <dd>{license}</dd>
      <dt>Health</dt>
      <dd>
        <a href={apiHref(paths.heartbeat, {})}>Heartbeat</a>, <a href={apiHref(paths.dependencies, {})}>dependencies</a>
        , <a href={apiHref(paths.metrics, {})}>metrics</a>
      </dd>
    </dl>
  )
}

function About() {
  return (
    <>
      <SettingsHeader part="About" />
      <Suspense fallback={<Loading />}>
        <Facts />
      </Suspense>
    </>
  )
}
