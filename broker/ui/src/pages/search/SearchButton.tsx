import { Search } from 'lucide-react'
import { Suspense, lazy, useEffect, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import css from './SearchButton.module.css'

const SearchDialog = lazy(() => import('./SearchDialog.tsx').then(({ SearchDialog }) => ({ default: SearchDialog })))

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role=dialog]') !== null

function asksToSearch(event: KeyboardEvent): boolean {
  if (event.altKey || event.defaultPrevented) return false
  const hasCommand = event.ctrlKey || event.metaKey
  if (event.key.toLowerCase() === 'k') return hasCommand && !event.shiftKey
  return event.key === '/' && !hasCommand && !isTyping(event.target)
}

/** Opens the search, as do its keys. */
export function SearchButton() {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (!asksToSearch(event)) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', open)
    return () => document.removeEventListener('keydown', open)
  }, [])
  return (
    <>
      <div className={css.search}>
        <Button aria-label="Search" aria-keyshortcuts="/ Control+K Meta+K" onPress={() => setOpen(true)}>
          <Search size={16} aria-hidden />
          <span className={css.name}>Search</span>
          <kbd className={css.key}>/</kbd>
        </Button>
      </div>
      {isOpen && (
        <Suspense>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
