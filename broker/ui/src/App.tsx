import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { I18nProvider } from 'react-aria-components'
import { queries } from './data/queries.ts'
import { LiveUpdates } from './data/LiveUpdates.tsx'
import { router } from './router.tsx'

export function App() {
  return (
    <I18nProvider locale="en-GB">
      <QueryClientProvider client={queries}>
        <LiveUpdates />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  )
}
