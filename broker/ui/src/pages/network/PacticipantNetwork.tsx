import { pages } from '@tallystick/client/wire'
import { Navigate, createLazyRoute } from '@tanstack/react-router'
import { routePath } from '../../paths.ts'

export const route = createLazyRoute(routePath(pages.pacticipantNetwork))({ component: PacticipantNetwork })

/** The network with one application in its middle, at the address that belongs to the application. */
function PacticipantNetwork() {
  const { pacticipant } = route.useParams()
  return <Navigate to="/network" search={{ ...route.useSearch(), focus: pacticipant }} replace />
}
