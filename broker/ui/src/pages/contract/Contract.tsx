import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { PageHeader } from '../../components/PageHeader.tsx'
import { routePath } from '../../paths.ts'

export const ofVersion = createLazyRoute(routePath(pages.contract))({ component: OfVersion })
export const ofPair = createLazyRoute(routePath(pages.latestContract))({ component: OfPair })
export const ofContent = createLazyRoute(routePath(pages.contractContent))({ component: OfContent })
export const ofHandedOut = createLazyRoute(routePath(pages.handedOutContract))({ component: OfHandedOut })

function OfVersion() {
  const { consumer, provider } = ofVersion.useParams()
  return <PageHeader title={`What ${consumer} expects of ${provider}`} />
}

function OfPair() {
  const { consumer, provider } = ofPair.useParams()
  return <PageHeader title={`What ${consumer} expects of ${provider}`} />
}

function OfContent() {
  const { consumer, provider } = ofContent.useParams()
  return <PageHeader title={`What ${consumer} expects of ${provider}`} />
}

function OfHandedOut() {
  const { consumer, provider } = ofHandedOut.useParams()
  return <PageHeader title={`What ${consumer} expects of ${provider}`} />
}
