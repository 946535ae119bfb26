import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import css from './Progress.module.css'

// What is there sooner needs no word.
const SOON_MS = 300

/** Says that another page is on its way, while the one before it stays. */
export function Progress() {
  const isLoading = useRouterState({ select: (state) => state.isLoading })
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    if (!isLoading) return undefined
    const timer = setTimeout(() => setIsSlow(true), SOON_MS)
    return () => {
      clearTimeout(timer)
      setIsSlow(false)
    }
  }, [isLoading])
  return (
    <div role="status" className={css.progress}>
      {isSlow && (
        <>
          <span className="visually-hidden">Loading</span>
          <div className={css.bar} />
        </>
      )}
    </div>
  )
}
