import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { routePath } from '../../paths.ts'

export const route = createLazyRoute(routePath(pages.matrixForPair))({ component: PairMatrix })

function PairMatrix() {
  const { consumer, provider } = route.useParams()
  return <PageHeader title={`Matrix of ${consumer} and ${provider}`} />
}
