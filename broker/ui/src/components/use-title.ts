import { useEffect } from 'react'

/** What the page is about, for the tab and for those who hear it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Tallystick`
  }, [title])
}
