import { createRootRoute } from '@tanstack/react-router'
import { Shell } from './components/Shell.tsx'
import { NotFound } from './components/states.tsx'

/** What is around every page. */
export const root = createRootRoute({ component: Shell, notFoundComponent: NotFound })
