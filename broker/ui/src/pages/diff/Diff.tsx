import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { routePath } from '../../paths.ts'

export const ofVersions = createLazyRoute(routePath(pages.diff))({ component: OfVersions })
export const ofPrevious = createLazyRoute(routePath(pages.previousDiff))({ component: OfPrevious })
export const ofContents = createLazyRoute(routePath(pages.contentDiff))({ component: OfContents })

function OfVersions() {
  const { consumer, provider } = ofVersions.useParams()
  return <PageHeader title={`What changed from ${consumer} to ${provider}`} />
}

function OfPrevious() {
  const { consumer, provider } = ofPrevious.useParams()
  return <PageHeader title={`What changed from ${consumer} to ${provider}`} />
}

function OfContents() {
  const { consumer, provider } = ofContents.useParams()
  return <PageHeader title={`What changed from ${consumer} to ${provider}`} />
}
