import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { SearchButton } from '../pages/search/SearchButton.tsx'
import { AccountButton } from './AccountButton.tsx'
import { Navigation } from './Navigation.tsx'
import { Progress } from './Progress.tsx'
import { ThemeChoice } from './ThemeChoice.tsx'
import css from './Shell.module.css'

/** Screen readers and the keyboard begin at the new page when it is there, as after a click that loads one. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  const before = useRef<string>(undefined)
  useEffect(() => {
    if (before.current !== undefined) main.current?.focus()
    before.current = pathname
  }, [pathname])
  return main
}

export function Shell() {
  const main = useFocusOnNavigation()
  return (
    <div className={css.shell}>
      <Progress />
      <a
        className={css.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        To the content
      </a>
      <header className={css.header}>
        <Link to="/" className={css.brand}>
          <img src="./ui/icon.svg" alt="" width="28" height="28" />
          <span className={css.name}>Tallystick</span>
        </Link>
        <SearchButton />
        <Navigation />
        <div className={css.own}>
          <AccountButton />
          <ThemeChoice />
        </div>
      </header>
      <main ref={main} id="main" tabIndex={-1} className={css.main}>
        <Outlet />
      </main>
    </div>
  )
}
