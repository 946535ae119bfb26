import { BrokerCallError } from '@tallystick/client'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import './theme/base.css'

/** What the broker refuses is said on the page; anything else is a fault of the pages, for whoever looks for it. */
function onCaughtError(error: unknown): void {
  if (!(error instanceof BrokerCallError)) reportError(error)
}

const root = document.querySelector('#root')
if (root) {
  createRoot(root, { onCaughtError }).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
