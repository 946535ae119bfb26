import { pages } from '@tallystick/client/wire'
import { createLazyRoute } from '@tanstack/react-router'
import { routePath } from '../../paths.ts'
import { Comparison } from './Comparison.tsx'

export const ofVersions = createLazyRoute(routePath(pages.diff))({ component: OfVersions })
export const ofPrevious = createLazyRoute(routePath(pages.previousDiff))({ component: OfPrevious })
export const ofContents = createLazyRoute(routePath(pages.contentDiff))({ component: OfContents })

function OfVersions() {
  return <Comparison question={ofVersions.useParams()} search={ofVersions.useSearch()} />
}

function OfPrevious() {
  return (
    <Comparison question={{ ...ofPrevious.useParams(), otherVersion: undefined }} search={ofPrevious.useSearch()} />
  )
}

function OfContents() {
  return <Comparison question={ofContents.useParams()} search={ofContents.useSearch()} />
}
