import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { routePath } from '../../paths.ts'

export const route = createLazyRoute(routePath(pages.people))({ component: People })

function People() {
  return <PageHeader title="People" />
}
