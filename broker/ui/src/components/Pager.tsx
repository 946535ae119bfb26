import type { Page } from '@tallystick/client/wire'
import type { ReactNode } from 'react'
import css from './Pager.module.css'

interface PagerProps {
  readonly page: Page
  /** What is listed, in the plural. */
  readonly of: string
  readonly link: (page: number, text: string, isPossible: boolean) => ReactNode
}

/** Which part of the list is shown, and the ways to the others. */
export function Pager({ page, of, link }: PagerProps) {
  const { number, size, totalElements, totalPages } = page
  if (totalElements === 0) return null
  const last = Math.min(number * size, totalElements)
  return (
    <nav className={css.pager} aria-label={`Pages of ${of}`}>
      <p>
        {(number - 1) * size + 1}–{last} of {totalElements} {of}
      </p>
      {totalPages > 1 && (
        <p className={css.links}>
          {link(number - 1, 'Previous page', number > 1)}
          {link(number + 1, 'Next page', number < totalPages)}
        </p>
      )}
    </nav>
  )
}
