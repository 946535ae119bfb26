import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { routePath } from '../../paths.ts'

export const route = createLazyRoute(routePath(pages.team))({ component: Team })

function Team() {
  return <PageHeader title="Team" />
}
