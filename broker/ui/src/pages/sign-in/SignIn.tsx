import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { routePath } from '../../paths.ts'

export const route = createLazyRoute(routePath(pages.signIn))({ component: SignIn })

function SignIn() {
  return <PageHeader title="SignIn" />
}
