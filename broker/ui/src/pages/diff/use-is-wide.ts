import { useSyncExternalStore } from 'react'

const wide = globalThis.matchMedia('(min-width: 56.01rem)')

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

/** Whether there is room for two texts beside each other. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches)
}
